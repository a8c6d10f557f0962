using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace TogetherAI.Conventions.OpenApi;

/// <summary>An operation as the service describes it.</summary>
internal sealed partial class DescribedOperation(string method, string path, JsonObject operation)
{
    public string Key { get; } = KeyOf(method, path);

    /// <summary>The schema of the JSON body; null where there is none.</summary>
    public JsonNode? Request => operation["requestBody"]?["content"]?["application/json"]?["schema"];

    /// <summary>The schema of the form's fields; null where the body is none.</summary>
    public JsonNode? Form => operation["requestBody"]?["content"]?["multipart/form-data"]?["schema"];

    /// <summary>The schema of the JSON answer; null where the answer is something else, or nothing.</summary>
    public JsonNode? Response => Success?["content"]?["application/json"]?["schema"];

    /// <summary>The names of the query's parameters.</summary>
    public IEnumerable<string> Query =>
        from parameter in operation["parameters"]?.AsArray() ?? []
        where parameter!["in"]?.GetValue<string>() == "query"
        select parameter["name"]!.GetValue<string>();

    private JsonNode? Success => operation["responses"]!.AsObject().FirstOrDefault(static response => response.Key.StartsWith('2')).Value;

    /// <summary>A method and a path by which both sides' names for the gaps do not matter.</summary>
    public static string KeyOf(string method, string path) => $"{method} {Gap().Replace(path, "{}")}";

    public override string ToString() => Key;

    [GeneratedRegex(@"\{[^}]*\}")]
    private static partial Regex Gap();
}
