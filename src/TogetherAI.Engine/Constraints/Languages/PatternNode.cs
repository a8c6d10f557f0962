namespace TogetherAI.Engine.Constraints.Languages;

/// <summary>A part of a pattern.</summary>
internal abstract record PatternNode
{
    /// <summary>Nothing.</summary>
    public static readonly PatternNode Empty = new Sequence([]);

    /// <summary>States that it takes, without end where it is past counting.</summary>
    public abstract double Size { get; }

    /// <summary>One character of a set.</summary>
    public sealed record Set(CodePoints Points) : PatternNode
    {
        public override double Size => 1;
    }

    /// <summary>One after the other.</summary>
    public sealed record Sequence(IReadOnlyList<PatternNode> Parts) : PatternNode
    {
        public override double Size { get; } = 1 + Parts.Sum(static part => part.Size);
    }

    /// <summary>Any one of several.</summary>
    public sealed record Choice(IReadOnlyList<PatternNode> Parts) : PatternNode
    {
        public override double Size { get; } = 1 + Parts.Sum(static part => part.Size + 1);
    }

    /// <summary>So many times; without end where <paramref name="Max"/> is null.</summary>
    public sealed record Repeat(PatternNode Part, int Min, int? Max) : PatternNode
    {
        public override double Size { get; } = 2 + (Part.Size * Math.Max(1, Max ?? (Min + 1.0)));
    }

    /// <summary>The edge of a word, or where there is none.</summary>
    public sealed record Edge(bool Holds) : PatternNode
    {
        public override double Size => 1;
    }

    /// <summary>What must come next, or have come before, or must not.</summary>
    public sealed record Look(PatternNode Part, bool IsAhead, bool Holds) : PatternNode
    {
        public override double Size { get; } = 1 + Part.Size;
    }

    /// <summary>The beginning or the end of the text.</summary>
    public sealed record Anchor(bool IsStart) : PatternNode
    {
        public override double Size => 1;
    }
}
