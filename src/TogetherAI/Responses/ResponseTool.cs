using System.Globalization;
using System.Text;
using System.Text.Json;

namespace TogetherAI;

/// <summary>A tool the model may use: a function of the caller's, or a remote MCP server. Immutable.</summary>
public sealed record ResponseTool : WireModel
{
    /// <summary><c>function</c> or <c>mcp</c>; a kind from the future is kept.</summary>
    public string Type { get => field ?? ""; init; }

    /// <summary>Of a function: its name.</summary>
    public string? Name { get; init; }

    /// <summary>Of a function: what it does and when to use it.</summary>
    public string? Description { get; init; }

    /// <summary>Of a function: the JSON Schema of its arguments.</summary>
    public JsonElement? Parameters { get; init; }

    /// <summary>Of a function: whether the arguments must follow the schema to the letter.</summary>
    public bool? Strict { get; init; }

    /// <summary>Of a server: what to call it here.</summary>
    public string? ServerLabel { get; init; }

    /// <summary>Of a server: its address.</summary>
    public string? ServerUrl { get; init; }

    /// <summary>Of a server: what it is for.</summary>
    public string? ServerDescription { get; init; }

    /// <summary>Of a server: a token that the service shows to it. A secret: <c>ToString</c> leaves it out.</summary>
    public string? Authorization { get; init; }

    /// <summary>Of a server: headers that the service sends to it. Perhaps secret: <c>ToString</c> leaves them out.</summary>
    public IReadOnlyDictionary<string, string>? Headers { get; init; }

    /// <summary>Of a server: the tools that may be used; null for all.</summary>
    public IReadOnlyList<string>? AllowedTools { get; init; }

    /// <summary>Of a server: whether its calls wait to be approved.</summary>
    public McpApproval? RequireApproval { get; init; }

    /// <summary>A function as a tool.</summary>
    /// <param name="name">Letters, digits and underscores; models stumble over spaces, dots and dashes.</param>
    /// <param name="description">What it does and when to use it: all that the model goes by.</param>
    /// <param name="parameters">The JSON Schema of its arguments, as text; null for none.</param>
    /// <returns>The tool.</returns>
    /// <exception cref="ArgumentException"><paramref name="parameters"/> is not JSON.</exception>
    public static ResponseTool FromFunction(string name, string? description = null, string? parameters = null) => new()
    {
        Type = "function",
        Name = name,
        Description = description,
        Parameters = JsonText.Parse(parameters, nameof(parameters)),
    };

    /// <summary>A remote MCP server as a tool; the service calls it by itself.</summary>
    /// <param name="serverLabel">What to call it here.</param>
    /// <param name="serverUrl">Its address.</param>
    /// <param name="requireApproval">Whether its calls wait to be approved; null for the service's default.</param>
    /// <returns>The tool.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="serverUrl"/> is null.</exception>
    public static ResponseTool FromMcp(string serverLabel, Uri serverUrl, McpApproval? requireApproval = null)
    {
        ArgumentNullException.ThrowIfNull(serverUrl);
        return new ResponseTool { Type = "mcp", ServerLabel = serverLabel, ServerUrl = serverUrl.AbsoluteUri, RequireApproval = requireApproval };
    }

    /// <summary>Prints what is no secret.</summary>
    /// <param name="builder">Where to.</param>
    /// <returns>True: something was printed.</returns>
    protected override bool PrintMembers(StringBuilder builder)
    {
        builder.Append(CultureInfo.InvariantCulture, $"Type = {Type}, Name = {Name ?? ServerLabel}");
        return true;
    }
}
