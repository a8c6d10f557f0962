using System.Text;
using TogetherAI.Engine.Constraints;
using TogetherAI.Engine.Constraints.Decoding;

namespace TogetherAI.Engine.Tests.Constraints;

/// <summary>Draws tokens by chance from those that a constraint allows: harder on it than any model.</summary>
internal static class RandomOutputs
{
    /// <summary>The output, or null where it did not end within so many tokens.</summary>
    public static string? Draw(OutputConstraint constraint, LanguageModel model, int seed, int most)
    {
        Random random = new(seed);
        ConstrainedOutput output = new(constraint, model);
        List<byte> text = [];
        List<int> choices = [];
        for (int i = 0; i < most; i++)
        {
            ReadOnlySpan<bool> allowed = output.Allowed();
            choices.Clear();
            bool mayEnd = false;
            for (int id = 0; id < allowed.Length; id++)
            {
                if (!allowed[id])
                    continue;
                if (model.Defaults.EndOfSequenceTokens.Contains(id))
                    mayEnd = true;
                else
                    choices.Add(id);
            }

            // The end is one token of many; drawn as often as that, it would hardly ever come. Nor would a quote.
            if (mayEnd && (choices.Count == 0 || random.Next(3) == 0))
                return Encoding.UTF8.GetString([.. text]);
            int token = choices[random.Next(choices.Count)];
            int closing = choices.FindIndex(id => model.Tokenizer.GetBytes(id) is [(byte)'"' or (byte)'}' or (byte)']']);
            if (closing >= 0 && random.Next(3) == 0)
                token = choices[closing];
            output.Append(token);
            text.AddRange(model.Tokenizer.GetBytes(token));
        }

        return null;
    }
}
