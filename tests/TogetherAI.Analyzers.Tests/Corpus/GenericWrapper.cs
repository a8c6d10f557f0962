// A company's own layer over the client: generic, testable, and not the place where limits are chosen.
using System.Text.Json.Serialization.Metadata;
using TogetherAI;

namespace Acme.Llm;

public interface ILlm
{
    Task<string> CompleteAsync(ChatRequest request, CancellationToken cancellationToken = default);

    Task<T?> CompleteAsync<T>(ChatRequest request, JsonTypeInfo<T?> type, CancellationToken cancellationToken = default);
}

public abstract class LlmBase<TOptions>(TogetherClient client, TOptions options) : ILlm
    where TOptions : LlmOptions, new()
{
    protected TOptions Options { get; } = options;

    public async Task<string> CompleteAsync(ChatRequest request, CancellationToken cancellationToken = default) =>
        (await client.Chat.CreateAsync(Prepare(request), cancellationToken)).Text;

    public async Task<T?> CompleteAsync<T>(ChatRequest request, JsonTypeInfo<T?> type, CancellationToken cancellationToken = default)
    {
        ChatResponse<T?> answer = await client.Chat.CreateAsync(Prepare(request), type, cancellationToken);
        return answer.Value;
    }

    protected virtual ChatRequest Prepare(ChatRequest request) => request with { MaxTokens = request.MaxTokens ?? Options.MaxTokens };
}

public class LlmOptions
{
    public int MaxTokens { get; set; } = 512;

    public string Model { get; set; } = "meta-llama/Llama-3.3-70B-Instruct-Turbo";
}

public sealed class Llm(TogetherClient client, LlmOptions options) : LlmBase<LlmOptions>(client, options);

public sealed class Greeter(ILlm llm, LlmOptions options)
{
    // No limit here: the wrapper adds one.
    public Task<string> GreetAsync(string name, CancellationToken cancellationToken) =>
        llm.CompleteAsync(new ChatRequest { Model = options.Model, Messages = [ChatMessage.User($"Greet {name}.")] }, cancellationToken);

    public Task<string> FarewellAsync(string name, CancellationToken cancellationToken)
    {
        var request = new ChatRequest { Model = options.Model, Messages = [ChatMessage.User($"Say goodbye to {name}.")] };
        return llm.CompleteAsync(request, cancellationToken);
    }
}
