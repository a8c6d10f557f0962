using TogetherAI;

namespace Desk;

public sealed partial class HelpDesk : IDisposable
{
    public async Task<string> AnswerAsync(string question, CancellationToken cancellationToken)
    {
        ChatResponse answer = await _together.Chat.CreateAsync(
            new ChatRequest { Model = "meta-llama/Llama-3.3-70B-Instruct-Turbo", Messages = [ChatMessage.User(question)] }, cancellationToken);
        return answer.Text;
    }

    public string AnswerNow(string question)
    {
        var request = new ChatRequest { Model = "meta-llama/Llama-3.3-70B-Instruct-Turbo", Messages = [ChatMessage.User(question)] };
        ChatResponse answer = _together.Chat.CreateAsync(request).ConfigureAwait(false).GetAwaiter().GetResult(); // expect: TAI2001
        return answer.Text;
    }

    private static ChatRequest Closing() => new() { Model = "meta-llama/Llama-3.3-70B-Instruct-Turbo", Messages = [ChatMessage.User("Say goodbye.")] };
}
