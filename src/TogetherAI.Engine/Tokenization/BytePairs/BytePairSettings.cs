namespace TogetherAI.Engine.Tokenization.BytePairs;

/// <summary>The <c>model</c> of a file of type BPE.</summary>
/// <param name="Vocabulary">Tokens by written form.</param>
/// <param name="Merges">Which neighbours become one.</param>
/// <param name="IgnoreMerges">A piece that is a token as a whole is not built by merging (Llama 3).</param>
/// <param name="ByteFallback">A character without a token becomes its bytes (<c>&lt;0xE2&gt;</c>), as in SentencePiece.</param>
/// <param name="UnknownToken">Stands for a character that nothing else stands for; where <see langword="null"/>, such characters are
/// dropped, as in the reference.</param>
/// <param name="FuseUnknown">Neighbouring unknown characters are one unknown token.</param>
/// <param name="NeverWhole">Special tokens: text that happens to be a whole piece must not become one.</param>
internal sealed record BytePairSettings(
    Dictionary<string, int> Vocabulary,
    MergeTable Merges,
    bool IgnoreMerges,
    bool ByteFallback,
    int? UnknownToken,
    bool FuseUnknown,
    HashSet<int> NeverWhole);
