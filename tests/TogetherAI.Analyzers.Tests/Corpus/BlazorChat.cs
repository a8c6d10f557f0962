// sdk: Microsoft.NET.Sdk.Web
// The code behind of a page in the manner of Blazor: state, a token source, re-rendering while text arrives.
using Microsoft.AspNetCore.Components;
using TogetherAI;

namespace Shop.Pages;

public partial class Chat : ComponentBase, IDisposable
{
    private readonly List<ChatMessage> _messages = [];
    private readonly CancellationTokenSource _leaving = new();
    private string _draft = "";
    private string _answer = "";

    [Inject]
    public TogetherClient Together { get; set; } = null!;

    private async Task SendAsync()
    {
        _messages.Add(ChatMessage.User(_draft));
        _draft = "";
        var request = new ChatRequest { Model = "meta-llama/Llama-3.3-70B-Instruct-Turbo", Messages = [.. _messages], MaxTokens = 700 };
        await using ChatStream stream = await Together.Chat.StreamAsync(request, _leaving.Token);
        await foreach (ChatChunk chunk in stream)
        {
            _answer += chunk.Text;
            StateHasChanged();
        }

        _messages.Add(ChatMessage.Assistant(_answer));
        _answer = "";
    }

    private async Task SuggestAsync()
    {
        var messages = new List<ChatMessage>(_messages) { ChatMessage.User("Suggest a next question.") };
        _draft = (await Together.Chat.CreateAsync(new ChatRequest { Model = "meta-llama/Llama-3.3-70B-Instruct-Turbo", Messages = messages })).Text; // expect: TAI1001
    }

    public void Dispose()
    {
        _leaving.Cancel();
        _leaving.Dispose();
    }
}

public partial class Chat
{
    private bool CanSend => _draft.Length > 0;

    private Task OnEnterAsync(string key) => key == "Enter" && CanSend ? SendAsync() : Task.CompletedTask;
}
