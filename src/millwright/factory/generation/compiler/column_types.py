"""What a field of each type is in Python, in SQLAlchemy and in pydantic."""

from millwright.factory.generation.spec import FieldType

SCHEMA_TYPES = {
    FieldType.BOOLEAN: "bool",
    FieldType.DATE: "Day",
    FieldType.DATETIME: "Moment",
    FieldType.DECIMAL: "DecimalNumber",
    FieldType.EMAIL: "Email",
    FieldType.INTEGER: "WholeNumber",
    FieldType.LONG_TEXT: "Paragraphs",
    FieldType.MONEY: "DecimalNumber",
    FieldType.PHONE: "Phone",
    FieldType.REFERENCE: "RowId",
    FieldType.TEXT: "Line",
    FieldType.URL: "WebAddress",
}
"""The type of a value in a request, with its limits (`schemas/base.py`)."""

PYTHON_TYPES = {
    FieldType.BOOLEAN: "bool",
    FieldType.DATE: "date",
    FieldType.DATETIME: "datetime",
    FieldType.DECIMAL: "Decimal",
    FieldType.INTEGER: "int",
    FieldType.MONEY: "Decimal",
    FieldType.REFERENCE: "int",
}
"""The type of a value in Python; text where it is left out."""

COLUMN_TYPES = {
    FieldType.DECIMAL: "Numeric(12, 2)",
    FieldType.EMAIL: "String(254)",
    FieldType.LONG_TEXT: "Text",
    FieldType.MONEY: "Numeric(12, 2)",
    FieldType.PHONE: "String(32)",
    FieldType.TEXT: "String(200)",
    FieldType.URL: "String(1000)",
}
"""The column type in a model, where the type of the value does not say it all."""

MIGRATION_TYPES = {
    FieldType.BOOLEAN: "Boolean()",
    FieldType.CHOICE: "String(40)",
    FieldType.DATE: "Date()",
    FieldType.DATETIME: "DateTime(timezone=True)",
    FieldType.INTEGER: "Integer()",
    FieldType.LONG_TEXT: "Text()",
    FieldType.REFERENCE: "Integer()",
}
"""The column type in a migration, where it is not that of the model."""
