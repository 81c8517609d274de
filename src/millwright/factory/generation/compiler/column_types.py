"""What a field of each type is in Python, in SQLAlchemy and in pydantic."""

from millwright.factory.generation.spec import FieldType

SCHEMA_TYPES = {
    FieldType.ACCOUNT: "RowId",
    FieldType.BOOLEAN: "bool",
    FieldType.DATE: "Day",
    FieldType.DATETIME: "Moment",
    FieldType.DECIMAL: "DecimalNumber",
    FieldType.EMAIL: "Email",
    FieldType.FILE: "FileName",
    FieldType.IMAGE: "ImageName",
    FieldType.IMAGES: "ImageNames",
    FieldType.INTEGER: "WholeNumber",
    FieldType.LONG_TEXT: "Paragraphs",
    FieldType.MONEY: "DecimalNumber",
    FieldType.PHONE: "Phone",
    FieldType.POSITION: "Position",
    FieldType.REFERENCE: "RowId",
    FieldType.TAGS: "Tags",
    FieldType.TEXT: "Line",
    FieldType.TIME: "TimeOfDay",
    FieldType.URL: "WebAddress",
}
"""The type of a value in a request, with its limits (`schemas/base.py`)."""

PYTHON_TYPES = {
    FieldType.ACCOUNT: "int",
    FieldType.BOOLEAN: "bool",
    FieldType.DATE: "date",
    FieldType.DATETIME: "datetime",
    FieldType.DECIMAL: "Decimal",
    FieldType.IMAGES: "list[str]",
    FieldType.INTEGER: "int",
    FieldType.MONEY: "Decimal",
    FieldType.REFERENCE: "int",
    FieldType.TAGS: "list[str]",
    FieldType.TIME: "time",
}
"""The type of a value in Python; text where it is left out."""

COLUMN_TYPES = {
    FieldType.DECIMAL: "Numeric(12, 2)",
    FieldType.EMAIL: "String(254)",
    FieldType.FILE: "String(120)",
    FieldType.IMAGE: "String(120)",
    FieldType.IMAGES: "PictureList",
    FieldType.LONG_TEXT: "Text",
    FieldType.MONEY: "Numeric(12, 2)",
    FieldType.PHONE: "String(32)",
    FieldType.POSITION: "String(24)",
    FieldType.TAGS: "TagList",
    FieldType.TEXT: "String(200)",
    FieldType.URL: "String(1000)",
}
"""The column type in a model, where the type of the value does not say it all."""

MIGRATION_TYPES = {
    FieldType.ACCOUNT: "Integer()",
    FieldType.BOOLEAN: "Boolean()",
    FieldType.CHOICE: "String(40)",
    FieldType.DATE: "Date()",
    FieldType.DATETIME: "DateTime(timezone=True)",
    FieldType.IMAGES: "String(1000)",
    FieldType.INTEGER: "Integer()",
    FieldType.LONG_TEXT: "Text()",
    FieldType.REFERENCE: "Integer()",
    FieldType.TAGS: "String(640)",
    FieldType.TIME: "Time()",
}
"""The column type in a migration, where it is not that of the model."""
