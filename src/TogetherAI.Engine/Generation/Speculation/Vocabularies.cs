using TogetherAI.Engine.Tokenization;

namespace TogetherAI.Engine.Generation.Speculation;

/// <summary>Compares the vocabularies of two models: a guess is a token id, and must mean the same to both.</summary>
internal static class Vocabularies
{
    /// <exception cref="ArgumentException">They differ.</exception>
    public static void RequireSame(LanguageModel model, LanguageModel draft)
    {
        Tokenizer ours = model.Tokenizer, theirs = draft.Tokenizer;
        if (ours.VocabularySize != theirs.VocabularySize)
            throw Differs($"it has {theirs.VocabularySize} tokens, the model {ours.VocabularySize}");
        for (int id = 0; id < ours.VocabularySize; id++)
        {
            if (ours.IsSpecial(id) != theirs.IsSpecial(id) || !ours.GetBytes(id).SequenceEqual(theirs.GetBytes(id)))
                throw Differs($"token {id} is '{theirs.Decode([id])}' there and '{ours.Decode([id])}' in the model");
        }

        ArgumentException Differs(string how) => new(
            $"The draft model '{draft.Name}' has another vocabulary than '{model.Name}': {how}. Take a smaller model of the same family.",
            nameof(SpeculationOptions.DraftModel));
    }
}
