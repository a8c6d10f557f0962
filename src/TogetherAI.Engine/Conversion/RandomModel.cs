using System.Globalization;
using TogetherAI.Engine.Tokenization.Gguf;

namespace TogetherAI.Engine.Conversion;

/// <summary>A model of a given shape whose weights are random, and whose vocabulary has bytes, a few characters, and filling.</summary>
internal static class RandomModel
{
    private const int FirstByte = 3, FirstCharacter = FirstByte + 256;

    /// <summary>Weights that keep the size of what passes through them: norms are near one, matrices scaled by their width.</summary>
    public static IEnumerable<SourceTensor> Tensors(ModelSpec spec, ulong seed)
    {
        foreach ((string name, long[] shape) in ModelTensors.Of(spec))
        {
            ulong state = SeededWeights.StateOf(seed, name);
            int columns = (int)shape[^1];
            bool vector = shape.Length == 1;
            (float scale, float center) = !vector ? (MathF.Sqrt(3f / columns), 0) : name.EndsWith("norm.weight", StringComparison.Ordinal) ? (0.1f, 1f) : (0.1f, 0f);
            yield return new SourceTensor(name, shape, (row, destination) => SeededWeights.Fill(state, (long)row * columns, scale, center, destination));
        }
    }

    /// <summary>A vocabulary of SentencePiece's kind that encodes any text, as bytes where it has nothing better.</summary>
    public static void WriteVocabulary(GgufWriter writer, int size)
    {
        string[] tokens = new string[size];
        int[] types = new int[size];
        float[] scores = new float[size];
        for (int id = 0; id < size; id++)
        {
            (tokens[id], types[id]) = id switch
            {
                0 => ("<unk>", GgufVocabulary.Unknown),
                1 => ("<s>", GgufVocabulary.Control),
                2 => ("</s>", GgufVocabulary.Control),
                < FirstCharacter => (string.Create(CultureInfo.InvariantCulture, $"<0x{id - FirstByte:X2}>"), GgufVocabulary.Byte),
                FirstCharacter => ("\u2581", GgufVocabulary.Normal),
                _ when id - FirstCharacter + ' ' <= '~' => (((char)(id - FirstCharacter + ' ')).ToString(), GgufVocabulary.Normal),
                _ => (string.Create(CultureInfo.InvariantCulture, $"\u2581w{id}"), GgufVocabulary.Normal),
            };
            scores[id] = types[id] == GgufVocabulary.Normal ? -id : 0;
        }

        writer.Add(GgufTokenizerReader.ModelKey, "llama");
        writer.Add(GgufPreTokenizers.Key, "default");
        writer.Add(GgufVocabulary.TokensKey, tokens);
        writer.Add(GgufTokenizerReader.ScoresKey, scores);
        writer.Add(GgufVocabulary.TypesKey, types);
        writer.Add(GgufTokenizerReader.BosKey, 1);
        writer.Add(GgufTokenizerReader.EosKey, 2);
        writer.Add("tokenizer.ggml.unknown_token_id", 0);
        writer.Add("tokenizer.ggml.add_bos_token", true);
        writer.Add("tokenizer.ggml.add_eos_token", false);
    }
}
