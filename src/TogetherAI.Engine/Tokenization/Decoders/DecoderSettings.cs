namespace TogetherAI.Engine.Tokenization.Decoders;

/// <summary>The file's chain of decoders, brought into the one order in which it can be run token by token.</summary>
internal sealed class DecoderSettings
{
    /// <summary>Tokens are written in the byte alphabet; nothing else applies.</summary>
    public bool ByteLevel { get; init; }

    /// <summary>What is done to each token's written form, in order.</summary>
    public List<Func<string, string>> TokenSteps { get; } = [];

    /// <summary>Tokens such as <c>&lt;0xE2&gt;</c> are bytes.</summary>
    public bool ByteFallback { get; set; }

    /// <summary>Dropped from the first token of a text (the mark of a word's start, of <c>Metaspace</c>).</summary>
    public char? DroppedInFirstToken { get; set; }

    /// <summary>Taken from the start of the text, up to <see cref="StripCount"/> times.</summary>
    public char StripContent { get; set; }

    /// <summary>How many characters are taken from the start of the text at most.</summary>
    public int StripCount { get; set; }

    /// <summary>
    /// Where it is set, a token that begins with it goes on with the word before, without it; any other has a space before it. The steps
    /// see that space.
    /// </summary>
    public string? InsideMark { get; init; }

    /// <summary>Written between tokens: a file without a decoder means spaces.</summary>
    public string Separator { get; init; } = string.Empty;
}
