using System.Globalization;
using System.Text;

namespace TogetherAI;

/// <summary>Builds a query, parameter by parameter; what is null is left out.</summary>
internal sealed class QueryString
{
    private readonly StringBuilder _text = new();

    public QueryString Add(string name, string? value)
    {
        if (value is not null)
            _text.Append(_text.Length == 0 ? '?' : '&').Append(Uri.EscapeDataString(name)).Append('=').Append(Uri.EscapeDataString(value));
        return this;
    }

    public QueryString Add(string name, bool? value) => Add(name, value switch { null => null, true => "true", false => "false" });

    public QueryString Add(string name, int? value) => Add(name, value?.ToString(CultureInfo.InvariantCulture));

    public QueryString Add(string name, DateTimeOffset? value) => Add(name, value?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture));

    /// <summary>Adds one parameter for each value.</summary>
    public QueryString AddEach(string name, IEnumerable<string>? values)
    {
        foreach (string value in values ?? [])
            Add(name, value);
        return this;
    }

    /// <summary>The query with its question mark; empty where nothing was added.</summary>
    public override string ToString() => _text.ToString();
}
