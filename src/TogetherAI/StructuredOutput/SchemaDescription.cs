using System.ComponentModel;
using System.Reflection;
using System.Text.Json.Schema;

namespace TogetherAI;

/// <summary>What <c>[Description]</c> says about a property or, at the root, a type.</summary>
internal static class SchemaDescription
{
    public static string? Of(JsonSchemaExporterContext context) => context.PropertyInfo is { } property
        ? Of(property.AttributeProvider) ?? Of(property.AssociatedParameter?.AttributeProvider) ?? Of(context.TypeInfo.Type)
        : Of(context.TypeInfo.Type);

    private static string? Of(ICustomAttributeProvider? attributes) =>
        attributes?.GetCustomAttributes(typeof(DescriptionAttribute), inherit: true) is [DescriptionAttribute description, ..] && description.Description.Length > 0
            ? description.Description
            : null;
}
