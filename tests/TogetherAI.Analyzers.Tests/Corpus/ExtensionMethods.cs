// Requests built by a team's own fluent extensions, from a method that makes the bare ones.
using TogetherAI;

namespace Acme.Fluent;

public static class RequestExtensions
{
    public static ChatRequest WithLimit(this ChatRequest request, int tokens) => request with { MaxTokens = tokens };

    public static ChatRequest Precise(this ChatRequest request) => request with { Temperature = 0, TopP = 0.1 };

    public static ChatRequest Ask(string model, string question) => new() { Model = model, Messages = [ChatMessage.User(question)] };

    public static async Task<string> AskAsync(this ChatClient chat, string model, string question, int limit = 256, CancellationToken cancellationToken = default) =>
        (await chat.CreateAsync(new ChatRequest { Model = model, Messages = [ChatMessage.User(question)], MaxTokens = limit }, cancellationToken)).Text;
}

public sealed class Poet
{
    private readonly TogetherClient _together;

    public Poet(TogetherClient together) => _together = together;

    public async Task<string> LimerickAsync(string place)
    {
        ChatRequest request = RequestExtensions.Ask("meta-llama/Llama-3.3-70B-Instruct-Turbo", $"A limerick about {place}").WithLimit(80);
        return (await _together.Chat.CreateAsync(request)).Text;
    }

    public async Task<string> SonnetAsync(string subject)
    {
        ChatResponse answer = await _together.Chat.CreateAsync(
            new ChatRequest { Model = "meta-llama/Llama-3.3-70B-Instruct-Turbo", Messages = [ChatMessage.User($"A sonnet about {subject}")] }.WithLimit(300).Precise());
        return answer.Text;
    }

    public async Task<string> TitleAsync(string poem)
    {
        var bare = new ChatRequest { Model = "meta-llama/Llama-3.3-70B-Instruct-Turbo", Messages = [ChatMessage.User($"A title for: {poem}")] };
        bare = bare with { MaxTokens = 12 };
        return (await _together.Chat.CreateAsync(bare)).Text;
    }

    public async Task<string> OdeAsync(string subject)
    {
        var bare = new ChatRequest { Model = "meta-llama/Llama-3.3-70B-Instruct-Turbo", Messages = [ChatMessage.User($"An ode to {subject}")] };
        return (await _together.Chat.CreateAsync(bare with { MaxTokens = 400 })).Text;
    }

    public async Task<string> EpicAsync(string subject)
    {
        var draft = new ChatRequest { Model = "meta-llama/Llama-3.3-70B-Instruct-Turbo", Messages = [ChatMessage.User($"An epic about {subject}")] }; // expect: TAI1001
        return (await _together.Chat.CreateAsync(draft with { Temperature = 1.2 })).Text;
    }

    public Task<string> QuickAsync(string question) => _together.Chat.AskAsync("meta-llama/Llama-3.3-70B-Instruct-Turbo", question);
}
