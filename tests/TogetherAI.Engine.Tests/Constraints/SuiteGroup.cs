using System.Text.Json;
using System.Text.Json.Nodes;
using TogetherAI.Testing;

namespace TogetherAI.Engine.Tests.Constraints;

/// <summary>A schema of JSON-Schema-Test-Suite with its instances.</summary>
internal sealed record SuiteGroup(string Name, JsonElement Schema, (string Description, JsonElement Value, bool IsValid)[] Instances)
{
    public static List<SuiteGroup> All(string draft)
    {
        string folder = RepositoryFiles.Shared("data", "json-schema", "tests", draft);
        List<SuiteGroup> groups = [];
        foreach (string file in Directory.EnumerateFiles(folder, "*.json", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            foreach (JsonNode? group in JsonNode.Parse(File.ReadAllText(file))!.AsArray())
            {
                JsonNode schema = group!["schema"]!.DeepClone();
                if (draft == "draft7" && schema is JsonObject known && !known.ContainsKey("$schema"))
                    known["$schema"] = "http://json-schema.org/draft-07/schema#";
                groups.Add(new SuiteGroup(
                    $"{Path.GetRelativePath(folder, file)}: {group["description"]}",
                    JsonSerializer.SerializeToElement(schema),
                    [.. group["tests"]!.AsArray().Select(test => (
                        test!["description"]!.ToString(), JsonSerializer.SerializeToElement(test["data"]), test["valid"]!.GetValue<bool>()))]));
            }
        }

        return groups;
    }
}
