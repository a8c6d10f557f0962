using System.Text.Json.Nodes;
using TogetherAI.Testing;

namespace TogetherAI.Conventions.OpenApi;

/// <summary>
/// The service's OpenAPI description, corrected where it is known to be wrong or silent (beyond-the-description.json), with OpenAPI 3.0's
/// <c>nullable</c> written as OpenAPI 3.1 and JSON Schema do: as the type <c>null</c>.
/// </summary>
internal sealed class ApiDescription
{
    private static readonly string[] s_methods = ["get", "post", "put", "patch", "delete"];
    private static readonly Lazy<ApiDescription> s_shared = new(static () => new ApiDescription(), LazyThreadSafetyMode.PublicationOnly);

    private ApiDescription()
    {
        Root = YamlJson.Load(RepositoryFiles.Shared("api", "together-openapi.yaml"));
        Corrections = Correction.Load();
        StaleCorrections = [.. Corrections.Where(correction => !correction.Apply(Root))];
        Nullable.Rewrite(Root);
        Operations = ReadOperations(Root).ToDictionary(static operation => operation.Key, StringComparer.Ordinal);
    }

    /// <summary>Skips the running test where the description is not on this machine.</summary>
    public static ApiDescription Shared => s_shared.Value;

    public JsonObject Root { get; }

    public IReadOnlyList<Correction> Corrections { get; }

    /// <summary>Corrections that changed nothing: the description has caught up.</summary>
    public IReadOnlyList<Correction> StaleCorrections { get; }

    /// <summary>By method and path with its version, its gaps without names: <c>GET v1/files/{}</c>.</summary>
    public IReadOnlyDictionary<string, DescribedOperation> Operations { get; }

    /// <summary>The schema that a schema stands for: itself, or what it refers to.</summary>
    public JsonObject Resolve(JsonNode? schema)
    {
        while (schema is JsonObject { } reference && reference["$ref"]?.GetValue<string>() is { } pointer)
            schema = At(Root, pointer) ?? throw new InvalidOperationException($"The description refers to '{pointer}', which it does not hold.");
        return schema as JsonObject ?? [];
    }

    /// <param name="root">Where to start.</param>
    /// <param name="pointer">A JSON pointer as a fragment: <c>#/components/schemas/Model</c>.</param>
    public static JsonNode? At(JsonNode root, string pointer)
    {
        JsonNode? node = root;
        foreach (string step in pointer.Split('/').Skip(1))
        {
            string name = step.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);
            node = node switch
            {
                JsonObject item => item[name],
                JsonArray list => list[int.Parse(name, System.Globalization.CultureInfo.InvariantCulture)],
                _ => null,
            };
        }

        return node;
    }

    private static IEnumerable<DescribedOperation> ReadOperations(JsonObject root)
    {
        string version = Version(root);
        foreach ((string path, JsonNode? item) in root["paths"]!.AsObject())
        {
            foreach (string method in s_methods)
            {
                if (item![method] is JsonObject operation)
                    yield return new DescribedOperation(method.ToUpperInvariant(), (operation.ContainsKey("servers") ? Version(operation) : version) + path, operation);
            }
        }
    }

    private static string Version(JsonObject owner) => new Uri(owner["servers"]![0]!["url"]!.GetValue<string>()).AbsolutePath.Trim('/');
}
