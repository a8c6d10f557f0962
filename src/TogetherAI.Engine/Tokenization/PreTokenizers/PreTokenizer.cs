namespace TogetherAI.Engine.Tokenization.PreTokenizers;

/// <summary>Cuts text into the pieces within which byte pairs are merged. Immutable and thread-safe.</summary>
internal abstract class PreTokenizer
{
    public abstract Pieces Split(Pieces pieces);

    /// <summary>Whether what becomes of a piece depends on that piece alone.</summary>
    public virtual bool IsPerPiece => true;

    /// <summary>The same done word by word, where it can be; else null. It can be for most chat models.</summary>
    public virtual FusedSplit? Fused => null;
}

internal sealed class PreTokenizerSequence(PreTokenizer[] steps) : PreTokenizer
{
    public override bool IsPerPiece => Array.TrueForAll(steps, static step => step.IsPerPiece);

    public override FusedSplit? Fused
    {
        get
        {
            CutClass[] first = [.. steps.TakeWhile(static step => step is PatternSplit { Class: not null }).Select(static step => ((PatternSplit)step).Class!.Value)];
            if (first.Length == steps.Length || steps[first.Length].Fused is not { } then) return null;
            PreTokenizer[] rest = [.. then.Rest is { } more ? [more] : (PreTokenizer[])[], .. steps[(first.Length + 1)..]];
            return Array.TrueForAll(rest, static step => step.IsPerPiece)
                ? new FusedSplit([.. first, .. then.First], then.Scanner, rest is [] ? null : rest is [var only] ? only : new PreTokenizerSequence(rest))
                : null;
        }
    }

    public override Pieces Split(Pieces pieces)
    {
        foreach (PreTokenizer step in steps) pieces = step.Split(pieces);
        return pieces;
    }
}
