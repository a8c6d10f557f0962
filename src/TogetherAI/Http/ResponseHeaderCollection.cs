using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net.Http.Headers;

namespace TogetherAI;

/// <summary>
/// The headers of an answer, by name without regard to case; of several values of one name, all of them, joined by commas. Immutable; reads
/// them from the answer when it is asked, so that nobody pays who does not look.
/// </summary>
public sealed class ResponseHeaderCollection : IReadOnlyDictionary<string, string>
{
    private readonly HttpHeadersNonValidated _headers;

    internal ResponseHeaderCollection(HttpResponseMessage response) => _headers = response.Headers.NonValidated;

    /// <summary>How many names there are.</summary>
    public int Count => _headers.Count;

    /// <summary>The names.</summary>
    public IEnumerable<string> Keys => _headers.Select(static header => header.Key);

    /// <summary>The values.</summary>
    public IEnumerable<string> Values => _headers.Select(static header => header.Value.ToString());

    /// <summary>The value of a header.</summary>
    /// <param name="key">Its name.</param>
    /// <exception cref="KeyNotFoundException">There is none of that name.</exception>
    public string this[string key] => TryGetValue(key, out string? value) ? value : throw new KeyNotFoundException($"The answer has no header '{key}'.");

    /// <summary>Whether there is a header.</summary>
    /// <param name="key">Its name.</param>
    /// <returns>Whether there is.</returns>
    public bool ContainsKey(string key) => _headers.Contains(key);

    /// <summary>Looks for a header.</summary>
    /// <param name="key">Its name.</param>
    /// <param name="value">Its value; null where there is none.</param>
    /// <returns>Whether there is one.</returns>
    public bool TryGetValue(string key, [MaybeNullWhen(false)] out string value)
    {
        bool found = _headers.TryGetValues(key, out HeaderStringValues values);
        value = found ? values.ToString() : null;
        return found;
    }

    /// <summary>Goes through the headers.</summary>
    /// <returns>The enumerator.</returns>
    public IEnumerator<KeyValuePair<string, string>> GetEnumerator() =>
        _headers.Select(static header => KeyValuePair.Create(header.Key, header.Value.ToString())).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    internal double? Number(string name) =>
        TryGetValue(name, out string? text) && double.TryParse(text.AsSpan().TrimEnd('s'), NumberStyles.Float, CultureInfo.InvariantCulture, out double value)
            && double.IsFinite(value)
            ? value
            : null;
}
