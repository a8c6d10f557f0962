// Somebody stopped in the middle of this: it compiles, and that is all.
using TogetherAI;

namespace Draft;

public class Assistant
{
    private TogetherClient? _together;
    private ChatRequest? _request;

    public void Configure(Action<TogetherClientOptions> configure)
    {
        var options = new TogetherClientOptions { ApiKey = "<your key here, please>" };
        configure(options);
        _together = new TogetherClient(options);
    }

    public async Task StartAsync(string prompt)
    {
        _request = new ChatRequest { Model = "", Messages = [] };
        var stream = _together!.Chat.StreamTextAsync("meta-llama/Llama-3.3-70B-Instruct-Turbo", prompt, 100); // expect: TAI2002
        await Task.Yield();
        // show the stream somewhere
    }

    public Task<string> SummariseAsync(string text) => throw new NotImplementedException();

    public async Task<string> TranslateAsync(string text)
    {
        if (_together is null)
            throw new InvalidOperationException("Call Configure first.");

        var request = new ChatRequest
        {
            Model = "meta-llama/Llama-3.3-70B-Instruct-Turbo",
            Messages = new[] { ChatMessage.User("Translate: " + text) },
            //MaxTokens = 500,
        };
        return await Task.FromResult("…");
    }

    private async Task<string> Send(ChatRequest request) => (await _together!.Chat.CreateAsync(request)).Text;
}
