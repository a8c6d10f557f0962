using System.Globalization;
using System.Text;

namespace TogetherAI.Simulator;

/// <summary>What goes over the wire: an answer is a handful of frames, or a million requests would be a billion.</summary>
internal static class Frames
{
    private static readonly byte[][] s_roles = Both(static lane => Chunk(lane, """{"role":"assistant","content":""}""", "null", ""));
    private static readonly byte[][] s_tokens = Both(static lane => Chunk(lane, """{"content":" token"}""", "null", ""));
    private static readonly byte[][] s_heads = Both(static lane => Head(lane, """{"content":"."}""", "\"stop\""));

    public static byte[] Error { get; } = """{"error":{"message":"no capacity","type":"unavailable"}}"""u8.ToArray();

    /// <summary>What comes with the headers. It is no token.</summary>
    public static ReadOnlyMemory<byte> Role(Lane lane) => s_roles[(int)lane];

    public static ReadOnlyMemory<byte> Token(Lane lane) => s_tokens[(int)lane];

    /// <summary>The last token, the usage and the end.</summary>
    public static ReadOnlyMemory<byte> Last(Lane lane, RequestPlan plan)
    {
        byte[] head = s_heads[(int)lane];
        byte[] frame = new byte[head.Length + 128];
        head.CopyTo(frame, 0);
        Encoding.UTF8.TryGetBytes(
            string.Create(
                CultureInfo.InvariantCulture,
                $",\"usage\":{{\"prompt_tokens\":{plan.PromptTokens},\"completion_tokens\":{plan.OutputTokens},\"total_tokens\":{plan.PromptTokens + plan.OutputTokens}}}}}\n\ndata: [DONE]\n\n"),
            frame.AsSpan(head.Length),
            out int written);
        return frame.AsMemory(0, head.Length + written);
    }

    private static byte[][] Both(Func<Lane, string> frame) => [Encoding.UTF8.GetBytes(frame(Lane.Dedicated)), Encoding.UTF8.GetBytes(frame(Lane.Serverless))];

    private static string Chunk(Lane lane, string delta, string finish, string more) => Head(lane, delta, finish) + more + "}\n\n";

    private static string Head(Lane lane, string delta, string finish) =>
        $$"""data: {"id":"sim","object":"chat.completion.chunk","created":1767225600,"model":"{{LaneModels.Of(lane)}}","choices":[{"index":0,"delta":{{delta}},"finish_reason":{{finish}}}]""";
}
