namespace TogetherAI.ApiTour.Stops;

/// <summary>Texts in, texts and numbers out.</summary>
internal static class InferenceStops
{
    public static IReadOnlyList<Stop> All { get; } =
    [
        Stop.Reads("v1/whoami", static async tour => tour.Found("organization", (await tour.Client.Account.WhoAmIAsync(tour.Token)).OrganizationId)),
        Stop.Reads("v1/models", static async tour => tour.Models = await tour.Client.Models.ListAsync(cancellationToken: tour.Token)),
        Stop.Bills("POST", "v1/chat/completions", static async tour =>
        {
            ChatRequest request = new() { Model = ChatModel(tour), Messages = [ChatMessage.User("Say hello.")], MaxTokens = 16 };
            Require((await tour.Client.Chat.CreateAsync(request, tour.Token)).Choices.Count == 1, "the answer has no choice");
            await using ChatStream stream = await tour.Client.Chat.StreamAsync(request, tour.Token);
            Require((await stream.GetFinalResponseAsync(tour.Token)).Choices.Count == 1, "the stream has no choice");
        }),
        Stop.Bills("POST", "v1/completions", static async tour =>
        {
            CompletionRequest request = new() { Model = ChatModel(tour), Prompt = "Once upon a time", MaxTokens = 16 };
            Require((await tour.Client.Completions.CreateAsync(request, tour.Token)).Choices.Count == 1, "the answer has no choice");
            await using CompletionStream stream = await tour.Client.Completions.StreamAsync(request, tour.Token);
            Require((await stream.GetFinalResponseAsync(tour.Token)).Choices.Count == 1, "the stream has no choice");
        }),
        Stop.Bills("POST", "v1/responses", static async tour =>
        {
            ResponseRequest request = new() { Model = ChatModel(tour), Input = "Say hello.", MaxOutputTokens = 64 };
            await tour.Client.Responses.CreateAsync(request, tour.Token);
        }),
        Stop.Bills("POST", "v1/embeddings", static async tour =>
        {
            EmbeddingRequest request = new() { Model = tour.Model(ModelType.Embedding, "intfloat/multilingual-e5-large-instruct"), Input = (EmbeddingInput)"a text" };
            Require((await tour.Client.Embeddings.CreateAsync(request, tour.Token)).Data.Count == 1, "one text did not become one vector");
        }),
        Stop.Bills("POST", "v1/rerank", static async tour =>
        {
            RerankRequest request = new()
            {
                Model = tour.Model(ModelType.Rerank, "mixedbread-ai/Mxbai-Rerank-Large-V2"),
                Query = "the capital of France",
                Documents = ["Paris is the capital of France.", "The llama is a camelid."],
            };
            Require((await tour.Client.Rerank.CreateAsync(request, tour.Token)).Results.Count == 2, "two documents did not become two results");
        }),
        Stop.Bills("POST", "v1/tci/execute", static async tour =>
            await tour.Client.CodeInterpreter.ExecuteAsync(new CodeRequest { Code = "print(6 * 7)" }, tour.Token)),
        Stop.Reads("v1/tci/sessions", static async tour => await tour.Client.CodeInterpreter.ListSessionsAsync(tour.Token)),
        Stop.Reads("v1/jobs", static async tour => tour.Found("job", (await tour.Client.Jobs.ListAsync(tour.Token)).Data.FirstOrDefault()?.JobId)),
        Stop.Reads("v1/jobs/{jobId}", static async tour => await tour.Client.Jobs.GetAsync(tour.Need("job"), tour.Token)),
        Stop.Changes("POST", "v1/models", static _ => throw new SkipException("a model that is uploaded can be taken away by nobody but its owner")),
    ];

    /// <exception cref="InvalidOperationException">The answer is not what the request asks for.</exception>
    internal static void Require(bool holds, string otherwise)
    {
        if (!holds)
            throw new InvalidOperationException(otherwise);
    }

    internal static string ChatModel(Tour tour) => tour.Model(ModelType.Chat, "meta-llama/Llama-3.3-70B-Instruct-Turbo");
}
