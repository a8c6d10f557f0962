namespace TogetherAI.Analyzers.Tests;

public class ModelNameTests : RuleTests<ModelNameAnalyzer>
{
    [Theory]
    [InlineData("var r = new ChatRequest { Model = {|TAI4004:\"Qwen/QwQ-32B\"|}, Messages = messages };")]
    [InlineData("var r = new ChatRequest { Model = {|TAI4004:\"qwen/qwq-32b\"|}, Messages = messages };")]
    [InlineData("const string old = \"deepseek-ai/DeepSeek-R1\"; var r = new CompletionRequest { Model = {|TAI4004:old|}, Prompt = \"\" };")]
    [InlineData("var r = new EmbeddingRequest { Model = {|TAI4004:\"BAAI/bge-large-en-v1.5\"|}, Input = \"a\" };")]
    [InlineData("await foreach (string text in together.Chat.StreamTextAsync({|TAI4004:\"zai-org/GLM-5\"|}, \"Why?\", 5)) { }")]
    [InlineData("IChatClient chat = together.AsChatClient({|TAI4004:\"moonshotai/Kimi-K2.5\"|});")]
    [InlineData("new RouterOptions().Overflow({|TAI4004:\"Qwen/QwQ-32B\"|}, Equivalence.Declared);")]
    [InlineData("await BatchFileWriter.Create(\"x\").WriteAsync(\"1\", new ChatRequest { Model = {|TAI4004:\"moonshotai/Kimi-K2.6\"|}, Messages = messages });")]
    [InlineData("var r = new ChatRequest { Model = {|TAI4004:\"deepseek-ai/DeepSeek-V4-Pro\"|}, Messages = messages }; await BatchFileWriter.Create(\"x\").WriteAsync(\"1\", r with { MaxTokens = 5 });")]
    [InlineData("var r = new BatchCreateRequest { InputFileId = \"f\", ModelId = {|TAI4004:\"MiniMaxAI/MiniMax-M2.7\"|} };")]
    [InlineData("await BatchFileWriter.Create(\"x\").WriteAsync(\"1\", new ChatRequest { Model = {|TAI4004:\"zai-org/GLM-5\"|}, Messages = messages });")]
    public Task A_model_that_is_not_to_be_had_is_found(string body) => InMethodAsync(body);

    [Theory]
    [InlineData("var r = new ChatRequest { Model = \"meta-llama/Llama-3.3-70B-Instruct-Turbo\", Messages = messages };")]
    [InlineData("var r = new ChatRequest { Model = model, Messages = messages };")]
    [InlineData("var r = new ChatRequest { Model = \"acme/QwQ-32B\", Messages = messages };")]
    [InlineData("var r = new ChatRequest { Model = \"moonshotai/Kimi-K2.6\", Messages = messages };")]
    [InlineData("await BatchFileWriter.Create(\"x\").WriteAsync(\"1\", new ChatRequest { Model = \"meta-llama/Llama-3.3-70B-Instruct-Turbo\", Messages = messages });")]
    [InlineData("var known = new Dictionary<string, string> { [\"Qwen/QwQ-32B\"] = \"acme/other\" }; Configure(known);")]
    [InlineData("if (model == \"Qwen/QwQ-32B\") return;")]
    [InlineData("var r = new CreateDedicatedDeploymentRequest { Name = \"d\", Model = \"meta-llama/Llama-4-Scout-17B-16E-Instruct\", Autoscaling = new() };")]
    [InlineData("var r = new CreateEndpointV1Request { Model = \"meta-llama/Llama-4-Scout-17B-16E-Instruct\", Hardware = \"h\", Autoscaling = new() };")]
    public Task One_that_is_or_is_not_asked_for_is_not(string body) => InMethodAsync(body);

    [Fact]
    public Task One_that_the_project_allows_is_not() => InMethodAsync(
        "var r = new ChatRequest { Model = \"Qwen/QwQ-32B\", Messages = messages }; var o = new ChatRequest { Model = {|TAI4004:\"zai-org/GLM-5\"|}, Messages = messages };",
        new Dictionary<string, string> { ["dotnet_code_quality.TAI4004.allowed_models"] = "acme/one, qwen/QwQ-32B" });

    [Fact]
    public Task Unfinished_code_does_no_harm() => InUnfinishedAsync("using TogetherAI; class C { object r = new ChatRequest { Model = \"Qwen/QwQ-32B, Messages }; }");
}
