using System.Net.Http.Headers;
using System.Net.Http.Json;

namespace TogetherAI.Benchmarks.Chat;

/// <summary>One answer, not streamed, against the least that a careful programmer writes by hand. Many in a row, since one takes microseconds.</summary>
internal sealed class UnaryGoal : RatioGoal
{
    public const int Calls = 500;

    private static readonly Uri s_address = new("https://api.together.ai/v1");
    private static readonly Uri s_target = new("https://api.together.ai/v1/chat/completions");

    private readonly ReplayHandler _handler = new(WireBytes.Answer(), "application/json");
    private readonly TogetherClient _ours;
    private readonly HttpClient _http;

    public UnaryGoal()
    {
        _ours = new TogetherClient(new TogetherClientOptions { ApiKey = "key", BaseAddress = s_address }, _handler);
        _http = new HttpClient(_handler, disposeHandler: false);
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "key");
        _http.DefaultRequestHeaders.UserAgent.ParseAdd("handmade/1.0");
    }

    public override string Name => "chat-unary";

    public override string Peer => "raw HttpClient";

    public override double? TimeLimit => 1.3;

    public override double? BytesLimit => 1.5;

    public override async Task<long> OursAsync()
    {
        long length = 0;
        for (int i = 0; i < Calls; i++)
        {
            ChatResponse answer = await _ours.Chat.CreateAsync(new ChatRequest
            {
                Model = "meta-llama/Llama-3.3-70B-Instruct-Turbo",
                Messages = [ChatMessage.System("Answer briefly."), ChatMessage.User("What is the capital of France?")],
                MaxTokens = 128,
                Temperature = 0.2,
            });
            length += answer.Text.Length + answer.Usage!.TotalTokens;
        }

        return length;
    }

    public override async Task<long> PeerAsync()
    {
        long length = 0;
        for (int i = 0; i < Calls; i++)
        {
            HandmadeRequest request = new()
            {
                Model = "meta-llama/Llama-3.3-70B-Instruct-Turbo",
                Messages =
                [
                    new HandmadeMessage { Role = "system", Content = "Answer briefly." },
                    new HandmadeMessage { Role = "user", Content = "What is the capital of France?" },
                ],
                MaxTokens = 128,
                Temperature = 0.2,
            };
            using HttpResponseMessage response = await _http.PostAsJsonAsync(s_target, request, HandmadeJson.Default.HandmadeRequest);
            response.EnsureSuccessStatusCode();
            HandmadeResponse? answer = await response.Content.ReadFromJsonAsync(HandmadeJson.Default.HandmadeResponse);
            length += answer!.Choices[0].Message!.Content!.Length + answer.Usage!.TotalTokens;
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
