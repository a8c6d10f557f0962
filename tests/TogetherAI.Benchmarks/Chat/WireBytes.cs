using System.Globalization;
using System.Text;

namespace TogetherAI.Benchmarks.Chat;

/// <summary>
/// Answers as together.ai sends them, as bytes. Left out are the two things on which the OpenAI SDK fails: the finish reason <c>eos</c> and
/// log-probabilities that are a number.
/// </summary>
internal static class WireBytes
{
    private static readonly string[] s_tokens =
        [" the", " of", " and", " streaming", " token", ".", " \\\"quoted\\\"", " naïve", "\\n", " a", " response", " is", ",", " over", " lazy", " 42"];

    /// <summary>A stream of some tokens, one a chunk, with its usage and its end.</summary>
    public static byte[] Stream(int tokens)
    {
        StringBuilder text = new();
        for (int i = 0; i < tokens; i++)
        {
            bool last = i == tokens - 1;
            string finish = last ? "\"stop\"" : "null";
            string usage = last ? $$"""{"prompt_tokens":24,"completion_tokens":{{tokens}},"total_tokens":{{tokens + 24}}}""" : "null";
            text.Append(CultureInfo.InvariantCulture, $$$"""data: {"id":"oFhg2aB-4yUbBN-9a1b2c3d4e5f6789","object":"chat.completion.chunk","created":1757000000,"model":"meta-llama/Llama-3.3-70B-Instruct-Turbo","choices":[{"index":0,"finish_reason":{{{finish}}},"logprobs":null,"seed":null,"delta":{"role":"assistant","content":"{{{s_tokens[i % s_tokens.Length]}}}","token_id":{{{1000 + i}}},"tool_calls":null}}],"usage":{{{usage}}}}""");
            text.Append("\n\n");
        }

        text.Append("data: [DONE]\n\n");
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    /// <summary>A whole answer of a paragraph.</summary>
    public static byte[] Answer() => """
        {"id":"oFhg2aB-4yUbBN-9a1b2c3d4e5f6789","object":"chat.completion","created":1757000000,"model":"meta-llama/Llama-3.3-70B-Instruct-Turbo","prompt":[],"choices":[{"index":0,"finish_reason":"stop","logprobs":null,"seed":1234567890123,"message":{"role":"assistant","content":"Paris is the capital of France. It lies on the Seine, in the north of the country, and has been its largest city since the Middle Ages: some two million people live within its limits, and more than ten million in the region around it. The government, both chambers of parliament and most of the ministries have their seats there.","tool_calls":[]}}],"usage":{"prompt_tokens":24,"completion_tokens":71,"total_tokens":95,"cached_tokens":0}}
        """u8.ToArray();
}
