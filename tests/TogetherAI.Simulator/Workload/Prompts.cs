using System.Collections.Concurrent;
using System.Globalization;
using System.Numerics;
using System.Text;

namespace TogetherAI.Simulator;

/// <summary>
/// Prompts of the right length. A system message in front carries the request's number, so that no two prompts begin alike (else a router
/// would see one conversation), and tells the handler whom it serves.
/// </summary>
internal static class Prompts
{
    private static readonly ConcurrentDictionary<int, ChatMessage> s_texts = new();

    public static ChatRequest Create(RequestPlan plan, ulong seed, string model)
    {
        Draw luck = new(seed, (ulong)plan.Id, 99);
        WorkloadModel workload = ServiceModel.Current.Workload;
        double characters = plan.PromptTokens * workload.CharactersPerToken * (0.9 + (0.2 * luck.Uniform()));
        return new ChatRequest
        {
            Model = model,
            Messages = [ChatMessage.System("#" + plan.Id.ToString("D8", CultureInfo.InvariantCulture)), Text((int)characters)],
            MaxTokens = (int)workload.MaxTokens,
        };
    }

    /// <summary>The number of the request whose body begins so.</summary>
    public static int NumberIn(ReadOnlySpan<byte> body)
    {
        int at = body.IndexOf("\"#"u8);
        return at < 0
            ? throw new InvalidOperationException("A request without number: " + Encoding.UTF8.GetString(body))
            : int.Parse(body.Slice(at + 2, 8), NumberStyles.None, CultureInfo.InvariantCulture);
    }

    /// <summary>Texts are shared, 32 lengths to every doubling: near enough for any estimate, and few enough to keep.</summary>
    private static ChatMessage Text(int characters)
    {
        int step = Math.Max(8, (int)(BitOperations.RoundUpToPowerOf2((uint)Math.Max(1, characters)) / 64));
        int length = Math.Max(step, characters / step * step);
        return s_texts.GetOrAdd(length, static length => ChatMessage.User(new string('x', length)));
    }
}
