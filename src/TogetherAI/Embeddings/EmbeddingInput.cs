using System.Collections;
using System.Runtime.CompilerServices;
using System.Text.Json.Serialization;

namespace TogetherAI;

/// <summary>One text, or several. A string converts to it, and <c>["a", "b"]</c> makes one. Immutable.</summary>
[JsonConverter(typeof(EmbeddingInputConverter))]
[CollectionBuilder(typeof(EmbeddingInput), nameof(FromTexts))]
public sealed class EmbeddingInput : IReadOnlyList<string>
{
    private readonly string[] _texts;

    private EmbeddingInput(string[] texts, bool isText)
    {
        foreach (string text in texts)
            ArgumentNullException.ThrowIfNull(text);
        _texts = texts;
        IsText = isText;
    }

    /// <summary>How many texts there are.</summary>
    public int Count => _texts.Length;

    /// <summary>Whether it goes on the wire as a plain string.</summary>
    internal bool IsText { get; }

    /// <summary>A text by its place, which is that of its vector.</summary>
    /// <param name="index">From 0.</param>
    /// <exception cref="IndexOutOfRangeException"><paramref name="index"/> is negative or not less than <see cref="Count"/>.</exception>
    public string this[int index] => _texts[index];

    /// <summary>One text.</summary>
    /// <param name="text">The text; not null.</param>
    /// <returns>The same, as the type that a request takes.</returns>
    public static implicit operator EmbeddingInput(string text) => FromText(text);

    /// <summary>One text.</summary>
    /// <param name="text">The text; not null.</param>
    /// <returns>The input.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="text"/> is null.</exception>
    public static EmbeddingInput FromText(string text) => new([text], isText: true);

    /// <summary>Several texts.</summary>
    /// <param name="texts">The texts, none of them null; copied.</param>
    /// <returns>The input.</returns>
    /// <exception cref="ArgumentNullException">A text is null.</exception>
    public static EmbeddingInput FromTexts(ReadOnlySpan<string> texts) => new(texts.ToArray(), isText: false);

    /// <summary>Several texts.</summary>
    /// <param name="texts">The texts, none of them null; copied.</param>
    /// <returns>The input.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="texts"/>, or one of them, is null.</exception>
    public static EmbeddingInput FromTexts(IEnumerable<string> texts)
    {
        ArgumentNullException.ThrowIfNull(texts);
        return new EmbeddingInput([.. texts], isText: false);
    }

    /// <summary>Goes through the texts in order.</summary>
    /// <returns>The enumerator.</returns>
    public IEnumerator<string> GetEnumerator() => ((IEnumerable<string>)_texts).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
