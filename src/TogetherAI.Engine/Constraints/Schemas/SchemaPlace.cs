using System.Text.Json;

namespace TogetherAI.Engine.Constraints.Schemas;

/// <summary>A schema and where it is.</summary>
/// <param name="Element">The schema.</param>
/// <param name="Path">A JSON pointer from the root, such as <c>#/properties/age</c>.</param>
/// <param name="Base">The address that references in it are relative to.</param>
/// <param name="Dialect">What its keywords mean.</param>
internal sealed record SchemaPlace(JsonElement Element, string Path, string Base, SchemaDialect Dialect)
{
    public JsonElement? Find(string keyword) =>
        Element.ValueKind == JsonValueKind.Object && !(Dialect.IsWithoutValidation && SchemaKeywords.OfValidation.Contains(keyword))
        && Element.TryGetProperty(keyword, out JsonElement value) ? value : null;

    public bool Has(params ReadOnlySpan<string> keywords)
    {
        foreach (string keyword in keywords)
        {
            if (Find(keyword) is not null)
                return true;
        }

        return false;
    }

    public UnsupportedSchemaException Wrong(string keyword, string reason) => new(keyword, Path, reason);

    /// <summary>A number of things; null where the keyword is absent.</summary>
    public int? Count(string keyword, int largest)
    {
        if (Find(keyword) is not { } value)
            return null;

        // JSON Schema takes 2.0 for 2.
        return value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out double number) && number >= 0 && number <= largest && number == Math.Floor(number)
            ? (int)number
            : throw Wrong(keyword, FormattableString.Invariant($"must be an integer from 0 to {largest}."));
    }

    public IReadOnlyList<string> Names(string keyword) => Find(keyword) is { } value ? NamesIn(value, keyword) : [];

    public IReadOnlyList<string> NamesIn(JsonElement value, string keyword) =>
        value.ValueKind == JsonValueKind.Array && value.EnumerateArray().All(static name => name.ValueKind == JsonValueKind.String)
            ? [.. value.EnumerateArray().Select(static name => SchemaText.Of(name))]
            : throw Wrong(keyword, "must be an array of strings.");

    public JsonElement Require(string keyword, JsonValueKind kind)
    {
        JsonElement value = Find(keyword)!.Value;
        return value.ValueKind == kind ? value : throw Wrong(keyword, $"must be {(kind == JsonValueKind.Array ? "an array" : kind == JsonValueKind.Object ? "an object" : "a string")}.");
    }
}
