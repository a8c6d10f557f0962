using System.Runtime.InteropServices;
using TogetherAI.Engine.Tokenization.BytePairs;
using TogetherAI.Engine.Tokenization.Normalizers;
using TogetherAI.Engine.Tokenization.PreTokenizers;
using TogetherAI.Engine.Tokenization.Reading;

namespace TogetherAI.Engine.Tokenization.Words;

/// <summary>
/// Encodes text word by word, without writing it out normalised or in pieces first: a word met before costs a look into a cache. What comes out
/// is what the steps of the file make of the whole. Thread-safe.
/// </summary>
internal abstract class WordEncoder
{
    private readonly WordCache _cache = new();

    /// <summary>Whether the text is given as it was written, and not normalised.</summary>
    public virtual bool TakesRaw => false;

    /// <summary>The encoder for a file that can be gone through so; null for one whose steps have to be done one after another.</summary>
    public static WordEncoder? For(TokenizerParts parts)
    {
        if (parts.PreTokenizer?.Fused is { } split)
            return new ScannedWords(split, parts.Model);
        return !parts.Added.LooksIntoNormalized && Rule(parts.Normalizer, parts.PreTokenizer) is { } rule
            && parts.Model is BytePairModel pairs && pairs.Boundaries() is { } boundaries && boundaries.BeginsWords(WordMarks.Mark)
            ? new MarkedWords(rule, pairs, boundaries)
            : null;
    }

    /// <param name="text">The text between two added tokens.</param>
    /// <param name="startsText">Whether nothing stood before it.</param>
    /// <param name="ids">Gets the tokens.</param>
    public abstract void Encode(ReadOnlySpan<char> text, bool startsText, List<int> ids);

    protected void EncodeWord(ReadOnlySpan<char> word, List<int> ids)
    {
        if (word.Length > WordCache.LongestWord)
        {
            EncodeNew(word, ids);
            return;
        }

        if (_cache.Find(word) is { } known)
        {
            ids.AddRange(known.AsSpan());
            return;
        }

        int first = ids.Count;
        EncodeNew(word, ids);
        _cache.Add(word, CollectionsMarshal.AsSpan(ids)[first..].ToArray());
    }

    protected abstract void EncodeNew(ReadOnlySpan<char> word, List<int> ids);

    /// <summary>
    /// Whether all that happens to a text before merging is that its spaces become marks, and when one more is written before it; null where more
    /// happens. It is said in the normalizer (Llama 2, Phi 3, Gemma) or in the pre-tokenizer (files that were converted later).
    /// </summary>
    private static MarkRule? Rule(Normalizer? normalizer, PreTokenizer? split)
    {
        if (normalizer is null)
        {
            return split is MetaspacePreTokenizer { OnlyMarks: { } scheme }
                ? new MarkRule(scheme, UnlessThere: true)
                : null;
        }

        // A split at spaces finds none any more.
        if (split is not null and not PatternSplit { OnlyCutsAtSpaces: true }) return null;
        string mark = WordMarks.Mark.ToString();
        return normalizer switch
        {
            ReplaceNormalizer one when one.Replaces(" ", mark) => new MarkRule(PrependScheme.Never, UnlessThere: false),
            NormalizerSequence { Steps: [PrependNormalizer before, ReplaceNormalizer one] } when before.Prefix is "\u2581" or " " && one.Replaces(" ", mark) =>
                new MarkRule(PrependScheme.Always, UnlessThere: false),
            _ => null,
        };
    }
}

/// <summary>When a text gets a mark although no space stood there.</summary>
/// <param name="Scheme">At which texts.</param>
/// <param name="UnlessThere">Only where it does not begin with a space or a mark itself.</param>
internal readonly record struct MarkRule(PrependScheme Scheme, bool UnlessThere);
