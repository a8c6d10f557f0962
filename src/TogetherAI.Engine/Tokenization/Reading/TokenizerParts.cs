using TogetherAI.Engine.Tokenization.Decoders;
using TogetherAI.Engine.Tokenization.Normalizers;
using TogetherAI.Engine.Tokenization.PreTokenizers;

namespace TogetherAI.Engine.Tokenization.Reading;

/// <summary>What a tokenizer is made of.</summary>
internal sealed record TokenizerParts(
    Vocabulary Vocabulary,
    AddedTokenSplitter Added,
    Normalizer? Normalizer,
    PreTokenizer? PreTokenizer,
    TokenModel Model,
    DecoderPlan Decoder,
    int[] Leading,
    int[] Trailing);
