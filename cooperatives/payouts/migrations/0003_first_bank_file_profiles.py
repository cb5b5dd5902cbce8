"""Layouts to begin with. No bank's own template could be tried, so none is marked as checked."""

from django.db import migrations

GENERIC = [
    {"heading": "STT", "value": "number"},
    {"heading": "Số tài khoản", "value": "account"},
    {"heading": "Tên người hưởng", "value": "holder"},
    {"heading": "Mã ngân hàng (BIN)", "value": "bank_bin"},
    {"heading": "Ngân hàng", "value": "bank_name"},
    {"heading": "Số tiền", "value": "amount"},
    {"heading": "Nội dung", "value": "memo"},
]
SHORT = [
    {"heading": "Tai khoan huong", "value": "account"},
    {"heading": "Ten nguoi huong", "value": "holder"},
    {"heading": "Ma ngan hang", "value": "bank_code"},
    {"heading": "So tien", "value": "amount"},
    {"heading": "Dien giai", "value": "memo"},
    {"heading": "Phi", "value": "fee_bearer"},
]
PROFILES = [("chung", "Mẫu chung, chuyển nhanh 24/7", GENERIC, "Danh sach"), ("gon", "Mẫu gọn, sáu cột", SHORT, "Sheet1")]


def add(apps, schema_editor):
    """Write the layouts that are missing."""
    profile = apps.get_model("payouts", "BankFileProfile")
    for code, name, columns, sheet in PROFILES:
        profile.objects.get_or_create(code=code, defaults={"name": name, "columns": columns, "sheet_name": sheet})


class Migration(migrations.Migration):
    """Data only; reversing leaves the rows, which do no harm."""

    dependencies = [("payouts", "0002_bank_file_profiles")]
    operations = [migrations.RunPython(add, migrations.RunPython.noop)]
