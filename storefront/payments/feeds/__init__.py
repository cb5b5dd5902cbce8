"""What services that watch our bank account send us, each in its own form, read into one :class:`~.base.Notice`."""
