using TogetherAI.Engine;
using TogetherAI.Engine.Conversion;

namespace TogetherAI.Benchmarks.Scheduler;

/// <summary>
/// A model that copies: after each token of a cycle it says the cycle's next one, so that after a prompt which holds the cycle once it writes
/// the prompt again. It has the shape, and so the cost, of a real model; only what its layers add is small beside the token itself, and its
/// output layer holds the embeddings one place on.
/// </summary>
internal static class CopyingModel
{
    /// <summary>Tokens of the cycle, which begins at <see cref="First"/>.</summary>
    public const int Cycle = 200;

    public const int First = 300;

    private const float Small = 1e-3f;

    public static void Write(ModelSpec shape, WeightFormat format, string path)
    {
        ModelSpec spec = shape with { TiedEmbeddings = false };
        GgufWriter writer = GgufModel.Create("copying", spec, RandomModel.Tensors(spec, seed: 0).Select(Adapt), format);
        RandomModel.WriteVocabulary(writer, spec.VocabularySize);
        using FileStream stream = new(path, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 1 << 20);
        writer.WriteTo(stream, CancellationToken.None);
    }

    /// <summary>The cycle once, from anywhere in it.</summary>
    public static int[] Prompt(int from)
    {
        int[] prompt = new int[Cycle];
        for (int i = 0; i < Cycle; i++)
            prompt[i] = First + ((from + i) % Cycle);
        return prompt;
    }

    private static SourceTensor Adapt(SourceTensor tensor) => tensor.Name switch
    {
        "model.embed_tokens.weight" => tensor with { Fill = Token },
        "lm_head.weight" => tensor with { Fill = (row, values) => Token(Before(row), values) },
        _ when tensor.Name.EndsWith("o_proj.weight", StringComparison.Ordinal) || tensor.Name.EndsWith("down_proj.weight", StringComparison.Ordinal) => tensor with
        {
            Fill = (row, values) =>
            {
                tensor.Fill(row, values);
                for (int i = 0; i < values.Length; i++)
                    values[i] *= Small;
            },
        },
        _ => tensor,
    };

    private static void Token(int id, Span<float> values) =>
        SeededWeights.Fill(SeededWeights.StateOf(1, "tokens"), (long)id * values.Length, 1, 0, values);

    private static int Before(int id) => id is >= First and < First + Cycle ? First + ((id - First + Cycle - 1) % Cycle) : id;
}
