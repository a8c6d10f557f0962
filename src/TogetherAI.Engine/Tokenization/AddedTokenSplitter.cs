using TogetherAI.Engine.Tokenization.Normalizers;

namespace TogetherAI.Engine.Tokenization;

/// <summary>
/// Cuts added tokens out of a text, in two rounds as the reference does: first in the raw text, then in what normalisation made of the
/// rest.
/// </summary>
internal sealed class AddedTokenSplitter
{
    private readonly AddedTokenMatcher _raw;
    private readonly AddedTokenMatcher _rawWithoutSpecial;
    private readonly AddedTokenMatcher _normalized;
    private readonly AddedTokenMatcher _normalizedWithoutSpecial;

    public AddedTokenSplitter(IReadOnlyList<AddedToken> tokens, Normalizer? normalizer)
    {
        AddedToken[] raw = [.. tokens.Where(static token => !token.Normalized)];
        AddedToken[] normalized = [.. tokens
            .Where(static token => token.Normalized)
            .Select(token => token with { Content = normalizer?.Normalize(token.Content) ?? token.Content })];
        LooksIntoNormalized = normalized.Length > 0;
        _raw = new AddedTokenMatcher(raw);
        _rawWithoutSpecial = new AddedTokenMatcher(raw.Where(static token => !token.Special));
        _normalized = new AddedTokenMatcher(normalized);
        _normalizedWithoutSpecial = new AddedTokenMatcher(normalized.Where(static token => !token.Special));
    }

    /// <summary>Whether tokens are looked for in normalised text too.</summary>
    public bool LooksIntoNormalized { get; }

    public List<TextSegment> SplitRaw(string text, bool parseSpecial) => (parseSpecial ? _raw : _rawWithoutSpecial).Split(text);

    public List<TextSegment> SplitNormalized(string text, bool parseSpecial) =>
        (parseSpecial ? _normalized : _normalizedWithoutSpecial).Split(text);
}
