// Names of models in tables, settings and comparisons: only the one that is sent matters.
using TogetherAI;

namespace Catalog;

public sealed class ModelCatalog(TogetherClient together)
{
    private static readonly Dictionary<string, string> s_successors = new()
    {
        ["meta-llama/Meta-Llama-3.1-70B-Instruct-Turbo"] = "meta-llama/Llama-3.3-70B-Instruct-Turbo",
        ["deepseek-ai/DeepSeek-R1"] = "Qwen/Qwen3-235B-A22B-Instruct-2507",
    };

    private const string Old = "meta-llama/Meta-Llama-3.1-8B-Instruct-Turbo";

    public static string Resolve(string model) => model == "mistralai/Mixtral-8x7B-Instruct-v0.1" ? "meta-llama/Llama-3.3-70B-Instruct-Turbo" : s_successors.GetValueOrDefault(model, model);

    public async Task<string> AskAsync(string model, string question, CancellationToken cancellationToken)
    {
        ChatRequest request = new() { Model = Resolve(model), Messages = [ChatMessage.User(question)], MaxTokens = 200 };
        return (await together.Chat.CreateAsync(request, cancellationToken)).Text;
    }

    public async Task<string> AskOldAsync(string question, CancellationToken cancellationToken)
    {
        ChatRequest request = new()
        {
            Model = Old, // expect: TAI4004
            Messages = [ChatMessage.User(question)],
            MaxTokens = 200,
        };
        return (await together.Chat.CreateAsync(request, cancellationToken)).Text;
    }

    public IAsyncEnumerable<string> StreamOld(string question, CancellationToken cancellationToken) =>
        together.Chat.StreamTextAsync("deepseek-ai/DeepSeek-R1", question, maxTokens: 30_000, cancellationToken); // expect: TAI4004

    public async Task PrintAsync(CancellationToken cancellationToken)
    {
        ModelList models = await together.Models.ListAsync(cancellationToken: cancellationToken);
        foreach (ModelInfo model in models)
            Console.WriteLine($"{model.Id} {(model.Id == Old ? "(ours)" : "")} {model.Pricing?.Input}");
    }
}
