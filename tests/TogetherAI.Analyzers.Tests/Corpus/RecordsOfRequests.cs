// Records that hold requests, queues of them, defaults in one place.
using TogetherAI;

namespace Campaigns;

public sealed record Campaign(string Name, ChatRequest Request)
{
    public static ChatRequest Default { get; } = new()
    {
        Model = "meta-llama/Llama-3.3-70B-Instruct-Turbo",
        Messages = [ChatMessage.System("You write to customers.")],
    };

    public ChatRequest Fallback { get; init; } = new() { Model = "Qwen/Qwen3-235B-A22B-Instruct-2507", Messages = [] };
}

public sealed class CampaignRunner
{
    private readonly TogetherClient _together;
    private readonly Queue<ChatRequest> _pending = new();
    private ChatRequest? _last;

    public CampaignRunner(TogetherClient together) => _together = together;

    public void Plan(string customer)
    {
        _pending.Enqueue(new ChatRequest { Model = "meta-llama/Llama-3.3-70B-Instruct-Turbo", Messages = [ChatMessage.User($"Write to {customer}")] });
        _last = new ChatRequest { Model = "meta-llama/Llama-3.3-70B-Instruct-Turbo", Messages = [ChatMessage.User($"Write to {customer} again")] };
        Campaign campaign = new("spring", new ChatRequest { Model = "meta-llama/Llama-3.3-70B-Instruct-Turbo", Messages = [] });
        List<ChatRequest> all = [new ChatRequest { Model = "m", Messages = [] }, campaign.Request];
        _pending.Enqueue(all[0]);
    }

    public async Task<List<string>> RunAsync(int limit, CancellationToken cancellationToken)
    {
        List<string> letters = [];
        while (_pending.TryDequeue(out ChatRequest? request))
        {
            ChatResponse answer = await _together.Chat.CreateAsync(request with { MaxTokens = limit }, cancellationToken);
            letters.Add(answer.Text);
        }

        if (_last is not null)
            letters.Add((await _together.Chat.CreateAsync(_last, cancellationToken)).Text);
        return letters;
    }

    public async Task<string> BriefAsync(bool brief, CancellationToken cancellationToken)
    {
        ChatRequest request = new() { Model = "meta-llama/Llama-3.3-70B-Instruct-Turbo", Messages = [ChatMessage.User("The campaign, in short.")] };
        if (brief)
            request = request with { MaxTokens = 50 };
        return (await _together.Chat.CreateAsync(request, cancellationToken)).Text;
    }

    public async Task<string> SubjectAsync(CancellationToken cancellationToken)
    {
        ChatRequest request = brief
            ? new ChatRequest { Model = "meta-llama/Llama-3.3-70B-Instruct-Turbo", Messages = [ChatMessage.User("A subject line.")], MaxTokens = null } // expect: TAI1001
            : new ChatRequest { Model = "meta-llama/Llama-3.3-70B-Instruct-Turbo", Messages = [ChatMessage.User("A subject line, long.")], MaxTokens = 60 };
        return (await _together.Chat.CreateAsync(request, cancellationToken)).Text;
    }

    private readonly bool brief = true;
}
