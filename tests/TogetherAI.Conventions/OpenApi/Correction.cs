using System.Text.Json;
using System.Text.Json.Nodes;
using TogetherAI.Testing;

namespace TogetherAI.Conventions.OpenApi;

/// <summary>A place where the description is wrong or silent, and what is known instead.</summary>
/// <param name="At">A JSON pointer into the description.</param>
/// <param name="Schema">What stands there in truth; null where nothing should.</param>
/// <param name="Because">How that is known: a section of the research notes, and what it says.</param>
internal sealed record Correction(string At, JsonNode? Schema, string Because)
{
    private static readonly JsonSerializerOptions s_options = new(JsonSerializerDefaults.Web) { ReadCommentHandling = JsonCommentHandling.Skip };

    public static IReadOnlyList<Correction> Load() => JsonSerializer.Deserialize<Correction[]>(
        File.ReadAllText(RepositoryFiles.Path("tests", "TogetherAI.Conventions", "OpenApi", "beyond-the-description.json")), s_options)!;

    /// <returns>Whether that changed anything.</returns>
    public bool Apply(JsonObject description)
    {
        string parent = At[..At.LastIndexOf('/')];
        string name = At[(parent.Length + 1)..].Replace("~1", "/", StringComparison.Ordinal);
        JsonNode? owner = ApiDescription.At(description, parent);
        if (owner is JsonArray list)
        {
            int index = name == "-" ? list.Count : int.Parse(name, System.Globalization.CultureInfo.InvariantCulture);
            if (index < list.Count ? JsonNode.DeepEquals(list[index], Schema) : list.Any(item => JsonNode.DeepEquals(item, Schema)))
                return false;
            if (index < list.Count)
                list[index] = Schema?.DeepClone();
            else
                list.Add(Schema?.DeepClone());
            return true;
        }

        JsonObject item = owner as JsonObject ?? throw new InvalidOperationException($"beyond-the-description.json corrects '{At}', but the description has no '{parent}'.");
        if (Schema is null)
            return item.Remove(name);
        if (JsonNode.DeepEquals(item[name], Schema))
            return false;
        item[name] = Schema.DeepClone();
        return true;
    }
}
