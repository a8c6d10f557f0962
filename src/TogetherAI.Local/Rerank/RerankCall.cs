using System.Text;
using System.Text.Json;
using TogetherAI.Local.Hosting;

namespace TogetherAI.Local.Rerank;

/// <summary>A rerank request, checked.</summary>
internal sealed record RerankCall
{
    private const int MaxDocuments = 1024;

    public RerankCall(FieldReader fields)
    {
        Model = fields.Text("model");
        Query = fields.Text("query");
        RankFields = fields.Strings("rank_fields");
        TopN = fields.Integer("top_n", 1);
        ReturnDocuments = fields.Flag("return_documents");
        if (fields.Find("documents") is not { } documents)
            throw ApiException.Invalid("documents", "documents is required.");
        if (documents.ValueKind != JsonValueKind.Array)
            throw ApiException.Invalid("documents", $"documents must be an array; it is {FieldReader.Show(documents)}.");
        int count = documents.GetArrayLength();
        if (count is 0 or > MaxDocuments)
            throw ApiException.Invalid("documents", FormattableString.Invariant($"documents must hold 1 to {MaxDocuments} documents; it holds {count}."));
        Documents = [.. documents.EnumerateArray().Select((document, i) => Read(document, PathOf(i)))];
    }

    public string Model { get; }

    public string Query { get; }

    /// <summary>What each document is ranked by, and what it is given back as.</summary>
    public IReadOnlyList<(string Ranked, string Text)> Documents { get; }

    public int? TopN { get; }

    public bool ReturnDocuments { get; }

    private IReadOnlyList<string> RankFields { get; }

    public static string PathOf(int index) => FormattableString.Invariant($"documents[{index}]");

    private (string Ranked, string Text) Read(JsonElement document, string path)
    {
        if (document.ValueKind == JsonValueKind.String)
            return (FieldReader.TextOf(document, path), FieldReader.TextOf(document, path));
        if (document.ValueKind != JsonValueKind.Object)
            throw ApiException.Invalid(path, $"{path} must be a string or an object; it is {FieldReader.Show(document)}.");
        StringBuilder ranked = new();
        foreach (JsonProperty field in document.EnumerateObject())
        {
            if (RankFields.Count > 0 && !RankFields.Contains(field.Name))
                continue;
            string text = field.Value.ValueKind == JsonValueKind.String ? FieldReader.TextOf(field.Value, $"{path}.{field.Name}") : field.Value.GetRawText();
            ranked.Append(ranked.Length > 0 ? "\n" : "").Append(text);
        }

        return ranked.Length > 0
            ? (ranked.ToString(), document.GetRawText())
            : throw ApiException.Invalid(path, $"{path} has none of the fields to rank by, or they are empty.");
    }
}
