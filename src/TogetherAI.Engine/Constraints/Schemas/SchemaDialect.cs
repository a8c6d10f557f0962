using System.Text.Json;

namespace TogetherAI.Engine.Constraints.Schemas;

/// <summary>What the keywords of a schema mean, as its <c>$schema</c> says.</summary>
/// <param name="IsDraft7">Whether what stands beside <c>$ref</c> counts for nothing, as up to draft 7.</param>
/// <param name="IsWithoutValidation">Whether bounds, lengths and the like are notes: its vocabularies leave them out.</param>
internal sealed record SchemaDialect(bool IsDraft7, bool IsWithoutValidation)
{
    private const string Validation = "https://json-schema.org/draft/2020-12/vocab/validation";

    public static readonly SchemaDialect Newest = new(false, false);

    /// <summary>The dialect of a schema; that of what is around it where it names none or one that is not known.</summary>
    public static SchemaDialect Of(JsonElement schema, SchemaDialect around, IReadOnlyDictionary<string, JsonElement> documents)
    {
        if (!schema.TryGetProperty("$schema", out JsonElement named) || named.ValueKind != JsonValueKind.String)
            return around;
        string name = SchemaText.Of(named);
        if (Uri.TryCreate(name, UriKind.Absolute, out Uri? address) && address.Host == "json-schema.org")
            return new SchemaDialect(name.Contains("draft-0", StringComparison.Ordinal), false);
        return documents.TryGetValue(name.TrimEnd('#'), out JsonElement own) && own.ValueKind == JsonValueKind.Object
            && own.TryGetProperty("$vocabulary", out JsonElement vocabulary) && vocabulary.ValueKind == JsonValueKind.Object
                ? new SchemaDialect(false, !vocabulary.TryGetProperty(Validation, out _))
                : around;
    }
}
