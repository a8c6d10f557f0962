using TogetherAI.Engine.Generation;
using TogetherAI.Engine.Tokenization;

namespace TogetherAI.Engine.Tests.Generation;

internal static class Generations
{
    public static int[] Tokens(string text) => TaiTiny.Model.Tokenizer.Encode(text, SpecialTokens.Parse);

    public static int[] Question(string question) => Tokens($"<|im_start|>user\n{question}<|im_end|>\n<|im_start|>assistant\n");

    public static async Task<List<GenerationStep>> StepsAsync(this GenerationEngine engine, GenerationRequest request)
    {
        List<GenerationStep> steps = [];
        await foreach (GenerationStep step in engine.GenerateAsync(request))
            steps.Add(step);
        return steps;
    }

    public static string Text(this IEnumerable<GenerationStep> steps) => string.Concat(steps.Select(step => step.Text));

    public static int[] Ids(this IEnumerable<GenerationStep> steps) => [.. steps.Where(step => step.Token is not null).Select(step => step.Token!.Value)];
}
