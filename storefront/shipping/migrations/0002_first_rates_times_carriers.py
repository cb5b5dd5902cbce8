"""A table to start from. Staff edit all of it in the admin; going back leaves what they edited alone."""

from django.db import migrations

# zone: (up to grams, fee) …, fee of each further started kilogram, fewest and most days under way
RATES = {
    "same_province": ([(500, 16_500), (1_000, 19_000), (2_000, 22_000)], 4_000, 1, 2),
    "same_region": ([(500, 22_000), (1_000, 26_000), (2_000, 31_000)], 6_000, 2, 4),
    "far": ([(500, 28_000), (1_000, 34_000), (2_000, 42_000)], 9_000, 3, 6),
    "island": ([(500, 42_000), (1_000, 52_000), (2_000, 66_000)], 16_000, 5, 10),
}
CARRIERS = [
    ("vnpost", "VNPost", "https://vnpost.vn/tra-cuu-hanh-trinh/buu-pham?key={code}"),
    ("viettel-post", "Viettel Post", "https://viettelpost.com.vn/tra-cuu-hanh-trinh-don/?code={code}"),
    ("ghn", "Giao Hàng Nhanh (GHN)", "https://donhang.ghn.vn/?order_code={code}"),
    ("ghtk", "Giao Hàng Tiết Kiệm (GHTK)", "https://i.ghtk.vn/{code}"),
]


def write(apps, schema_editor):
    Rate, ZoneTime = apps.get_model("shipping", "Rate"), apps.get_model("shipping", "ZoneTime")
    Carrier, DeliveryPolicy = apps.get_model("shipping", "Carrier"), apps.get_model("shipping", "DeliveryPolicy")
    for zone, (steps, per_extra_kg_vnd, days_min, days_max) in RATES.items():
        for up_to_g, fee_vnd in steps:
            Rate.objects.get_or_create(zone=zone, up_to_g=up_to_g, defaults={"fee_vnd": fee_vnd, "per_extra_kg_vnd": per_extra_kg_vnd})
        ZoneTime.objects.get_or_create(zone=zone, defaults={"days_min": days_min, "days_max": days_max})
    for code, name, tracking_url in CARRIERS:
        Carrier.objects.get_or_create(code=code, defaults={"name": name, "tracking_url": tracking_url})
    DeliveryPolicy.objects.get_or_create(pk=1)


class Migration(migrations.Migration):
    dependencies = [("shipping", "0001_initial")]
    operations = [migrations.RunPython(write, migrations.RunPython.noop)]
