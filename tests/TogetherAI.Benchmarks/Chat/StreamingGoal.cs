using System.ClientModel;
using System.ClientModel.Primitives;
using OpenAI;
using OpenAI.Chat;

namespace TogetherAI.Benchmarks.Chat;

/// <summary>An answer of 10,000 chunks, read to its end as chunks: the same bytes from the same handler through both clients.</summary>
internal sealed class StreamingGoal : RatioGoal
{
    public const int Chunks = 10_000;

    private static readonly Uri s_address = new("https://api.together.ai/v1");

    private readonly ReplayHandler _handler = new(WireBytes.Stream(Chunks), "text/event-stream");
    private readonly TogetherClient _ours;
    private readonly HttpClient _http;
    private readonly OpenAI.Chat.ChatClient _peer;

    public StreamingGoal()
    {
        _ours = new TogetherClient(new TogetherClientOptions { ApiKey = "key", BaseAddress = s_address }, _handler);
        _http = new HttpClient(_handler, disposeHandler: false);
        _peer = new OpenAI.Chat.ChatClient(
            "meta-llama/Llama-3.3-70B-Instruct-Turbo",
            new ApiKeyCredential("key"),
            new OpenAIClientOptions { Endpoint = s_address, Transport = new HttpClientPipelineTransport(_http) });
    }

    public override string Name => "chat-stream";

    public override string Peer => "the OpenAI SDK";

    public override double? TimeLimit => 1.0 / 3;

    public override double? BytesLimit => 1.0 / 5;

    public override async Task<long> OursAsync()
    {
        long length = 0;
        await using ChatStream stream = await _ours.Chat.StreamAsync(new ChatRequest
        {
            Model = "meta-llama/Llama-3.3-70B-Instruct-Turbo",
            Messages = [TogetherAI.ChatMessage.User("Tell me a long story.")],
        });
        await foreach (ChatChunk chunk in stream)
            length += chunk.Text?.Length ?? 0;
        return length;
    }

    public override async Task<long> PeerAsync()
    {
        long length = 0;
        await foreach (StreamingChatCompletionUpdate update in _peer.CompleteChatStreamingAsync(new UserChatMessage("Tell me a long story.")))
        {
            foreach (ChatMessageContentPart part in update.ContentUpdate)
                length += part.Text.Length;
        }

        return length;
    }

    public override ValueTask DisposeAsync()
    {
        _ours.Dispose();
        _http.Dispose();
        return default;
    }
}
