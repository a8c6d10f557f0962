namespace TogetherAI.Engine.Templates.Values;

/// <summary>
/// Texts that a template has marked as safe. Python makes them of a type of their own, which <c>+</c> treats differently: what is added to one
/// has its HTML signs escaped, even where nothing else is. Here it is the very string that is marked. For one rendering.
/// </summary>
internal sealed class SafeTexts
{
    private readonly HashSet<string> _marked = new(ReferenceEqualityComparer.Instance);

    public bool Any => _marked.Count > 0;

    /// <summary>A text's own copy that is marked; the empty text, of which there is only one, stays as it is.</summary>
    public string Mark(string text)
    {
        if (text.Length == 0) return text;
        string copy = new(text.AsSpan());
        _marked.Add(copy);
        return copy;
    }

    public bool IsMarked(object? value) => value is string text && _marked.Contains(text);

    /// <summary>What a method or a filter made of a marked text is marked too, or all in a list that it made.</summary>
    public object? MarkAll(object? value) => value switch
    {
        string text => Mark(text),
        List<object?> list => list.Select(MarkAll).ToList(),
        object?[] tuple => tuple.Select(MarkAll).ToArray(),
        _ => value,
    };

    /// <summary>Both texts as they are before they are put together.</summary>
    public (string Left, string Right) Escape(string left, string right) => IsMarked(left)
        ? (left, IsMarked(right) ? right : Escaped(right))
        : IsMarked(right) ? (Escaped(left), right) : (left, right);

    public static string Escaped(string text) => text
        .Replace("&", "&amp;", StringComparison.Ordinal)
        .Replace("<", "&lt;", StringComparison.Ordinal).Replace(">", "&gt;", StringComparison.Ordinal)
        .Replace("'", "&#39;", StringComparison.Ordinal).Replace("\"", "&#34;", StringComparison.Ordinal);
}
