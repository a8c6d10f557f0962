using System.Globalization;
using System.Text;

namespace TogetherAI.Benchmarks.Embeddings;

/// <summary>1,000 vectors of 384 numbers as together.ai sends them: in decimal, not in Base64.</summary>
internal static class EmbeddingBytes
{
    public const string Model = "BAAI/bge-small-en-v1.5";
    private const int Vectors = 1_000;
    private const int Dimensions = 384;

    public static byte[] Answer()
    {
        StringBuilder text = new($$"""{"object":"list","model":"{{Model}}","data":[""");
        for (int i = 0; i < Vectors; i++)
        {
            text.Append(i == 0 ? "" : ",").Append(CultureInfo.InvariantCulture, $$"""{"object":"embedding","index":{{i}},"embedding":[""");
            for (int j = 0; j < Dimensions; j++)
                text.Append(j == 0 ? "" : ",").Append(CultureInfo.InvariantCulture, $"{((((i * 31) + (j * 17)) % 2000) - 1000) / 3141.59f}");
            text.Append("]}");
        }

        // The OpenAI SDK wants a usage; together.ai's embeddings have none.
        return Encoding.UTF8.GetBytes(text.Append("""],"usage":{"prompt_tokens":4,"total_tokens":4}}""").ToString());
    }
}
