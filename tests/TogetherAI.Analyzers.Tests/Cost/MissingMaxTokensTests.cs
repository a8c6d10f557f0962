using TogetherAI.CodeFixes;

namespace TogetherAI.Analyzers.Tests;

public class MissingMaxTokensTests : FixTests<MissingMaxTokensAnalyzer, MissingMaxTokensFix>
{
    [Theory]
    [InlineData("await together.Chat.CreateAsync({|TAI1001:new ChatRequest|} { Model = model, Messages = messages }, cancellationToken);")]
    [InlineData("await together.Chat.CreateAsync({|TAI1001:new()|} { Model = model, Messages = messages });")]
    [InlineData("await together.Chat.CreateAsync({|TAI1001:new ChatRequest()|} { Model = model, Messages = messages });")]
    [InlineData("await together.Chat.CreateAsync(request: {|TAI1001:new()|} { Model = model, Messages = messages, MaxTokens = null });")]
    [InlineData("await using ChatStream stream = await together.Chat.StreamAsync({|TAI1001:new ChatRequest|} { Model = model, Messages = messages });")]
    [InlineData("await together.Chat.RunToolsAsync({|TAI1001:new ChatRequest|} { Model = model, Messages = messages }, []);")]
    [InlineData("await together.Completions.CreateAsync({|TAI1001:new CompletionRequest|} { Model = model, Prompt = \"Once\" });")]
    [InlineData("await together.Responses.CreateAsync({|TAI1001:new ResponseRequest|} { Model = model, Input = \"Why?\" });")]
    [InlineData("await foreach (string text in together.Chat.{|TAI1001:StreamTextAsync|}(model, \"Why?\")) Configure(text);")]
    [InlineData("await foreach (string text in together.Completions.{|TAI1001:StreamTextAsync|}(model, \"Why?\", null, cancellationToken)) Configure(text);")]
    [InlineData("await together?.Chat.CreateAsync({|TAI1001:new ChatRequest|} { Model = model, Messages = messages })!;")]
    [InlineData("await together.Chat.CreateAsync({|TAI1001:new ChatRequest|} { Model = model, Messages = messages, ExtraBody = new JsonObject { [\"prompt_cache_key\"] = \"geo\" } });")]
    public Task A_request_without_a_limit_is_found(string body) => InMethodAsync(body);

    [Theory]
    [InlineData("await together.Chat.CreateAsync(new ChatRequest { Model = model, Messages = messages, MaxTokens = 5 }, cancellationToken);")]
    [InlineData("await together.Chat.CreateAsync(new() { Model = model, Messages = messages, MaxTokens = limit });")]
    [InlineData("await together.Chat.CreateAsync(new() { Model = model, Messages = messages, MaxTokens = condition ? 5 : null });")]
    [InlineData("await together.Responses.CreateAsync(new ResponseRequest { Model = model, Input = \"Why?\", MaxOutputTokens = 50 });")]
    [InlineData("await foreach (string text in together.Chat.StreamTextAsync(model, \"Why?\", maxTokens: 50)) Configure(text);")]
    [InlineData("await foreach (string text in together.Chat.StreamTextAsync(model, \"Why?\", limit)) Configure(text);")]
    [InlineData("ChatRequest unused = new() { Model = model, Messages = messages };\nConfigure(unused);")]
    [InlineData("await together.Embeddings.CreateAsync(new EmbeddingRequest { Model = model, Input = [\"text\"] });")]
    [InlineData("await together.Chat.CreateAsync(new ChatRequest { Model = model, Messages = messages, ExtraBody = new JsonObject { [\"max_tokens\"] = 5 } });")]
    [InlineData("await together.Chat.CreateAsync(new ChatRequest { Model = model, Messages = messages, ExtraBody = new JsonObject { [model] = 5 } });")]
    [InlineData("JsonObject more = new();\nmore[\"max_tokens\"] = 5;\nawait together.Chat.CreateAsync(new ChatRequest { Model = model, Messages = messages, ExtraBody = more });")]
    [InlineData("await together.With(new RequestOptions { ExtraBody = new JsonObject { [\"max_tokens\"] = 5 } }).Chat.CreateAsync(new ChatRequest { Model = model, Messages = messages });")]
    [InlineData("await together.WithOptions(o => o.DefaultMaxTokens = 5).Chat.CreateAsync(new ChatRequest { Model = model, Messages = messages });")]
    public Task A_request_with_a_limit_and_what_is_not_sent_are_not(string body) => InMethodAsync(body);

    [Theory]
    [InlineData("services.AddTogetherClient(o => o.DefaultMaxTokens = 1024);")]
    [InlineData("services.AddTogetherClient(options => { options.ProjectId = \"p\"; options.DefaultMaxTokens = Limit; });")]
    [InlineData("using TogetherClient client = new(new TogetherClientOptions { DefaultMaxTokens = 512 });")]
    [InlineData("services.Configure<TogetherClientOptions>(o => o.DefaultMaxTokens ??= 100);")]
    [InlineData("configuration[\"Together:DefaultMaxTokens\"] = \"100\";")]
    [InlineData("Environment.SetEnvironmentVariable(\"Together__DefaultMaxTokens\", \"100\");")]
    public Task A_default_anywhere_in_the_project_is_enough(string elsewhere) => InProgramAsync(
        Setting.Around("await together.Chat.CreateAsync(new ChatRequest { Model = model, Messages = messages });"),
        moreFiles: Startup(elsewhere));

    [Theory]
    [InlineData("services.AddTogetherClient();")]
    [InlineData("services.AddTogetherClient(o => o.DefaultMaxTokens = null);")]
    [InlineData("services.AddTogetherClient(o => o.UserAgent = \"DefaultMaxTokens\");")]
    [InlineData("int? read = new TogetherClientOptions().DefaultMaxTokens;")]
    public Task What_gives_no_default_is_not(string elsewhere) => InProgramAsync(
        Setting.Around("await together.Chat.CreateAsync({|TAI1001:new ChatRequest|} { Model = model, Messages = messages });"),
        moreFiles: Startup(elsewhere));

    [Fact]
    public Task A_default_does_not_reach_the_file_of_a_batch() => InProgramAsync(
        Setting.Around(
            """
            await using BatchFileWriter file = BatchFileWriter.Create("in.jsonl");
            await file.WriteAsync("1", {|TAI1001:new ChatRequest|} { Model = model, Messages = messages });
            await file.WriteAsync("2", new ChatRequest { Model = model, Messages = messages, MaxTokens = 9 });
            """),
        moreFiles: Startup("services.AddTogetherClient(o => o.DefaultMaxTokens = 1024);"));

    [Fact]
    public Task A_project_may_say_that_it_has_a_default() => InMethodAsync(
        "await together.Chat.CreateAsync(new ChatRequest { Model = model, Messages = messages });",
        new Dictionary<string, string> { ["dotnet_code_quality.TAI1001.has_client_default"] = "true" });

    [Theory]
    [InlineData("appsettings.json", """{ "Together": { "DefaultMaxTokens": 256 } }""", false)]
    [InlineData("appsettings.json", """{ "Together": { "ProjectId": "p" } }""", true)]
    [InlineData("other.json", """{ "Together": { "DefaultMaxTokens": 256 } }""", true)]
    public async Task The_settings_of_the_application_may_hold_a_default(string name, string text, bool isFound)
    {
        string source = Setting.Around("await together.Chat.CreateAsync(new ChatRequest { Model = model, Messages = messages });");
        Assert.Equal(isFound ? 1 : 0, (await RuleRun.FindAsync(RuleRun.Compile(source), Rule, null, new SettingsFile("/app/" + name, text))).Length);
    }

    [Theory]
    [InlineData("await together.Chat.CreateAsync(new ChatRequest { Model = model, Messages = messages });", "Set MaxTokens = 1024, as proposed for this request|Set MaxTokens = 256|Set MaxTokens = 4096")]
    [InlineData("await together.Chat.CreateAsync(new ChatRequest { Model = \"openai/gpt-oss-120b\", Messages = messages });", "Set MaxTokens = 16384, as proposed for this request|Set MaxTokens = 32768|Set MaxTokens = 4096")]
    [InlineData("await together.Chat.CreateAsync(new ChatRequest { Model = model, Messages = messages, ReasoningEffort = ReasoningEffort.High });", "Set MaxTokens = 16384, as proposed for this request|Set MaxTokens = 32768|Set MaxTokens = 4096")]
    [InlineData("await together.Chat.CreateAsync(new ChatRequest { Model = \"zai-org/GLM-5\", Messages = messages, Reasoning = new ReasoningOptions { Enabled = false } });", "Set MaxTokens = 1024, as proposed for this request|Set MaxTokens = 256|Set MaxTokens = 4096")]
    [InlineData("await together.Responses.CreateAsync(new ResponseRequest { Model = model, Input = \"Why?\" });", "Set MaxOutputTokens = 16384, as proposed for this request|Set MaxOutputTokens = 32768|Set MaxOutputTokens = 4096")]
    public async Task What_is_proposed_depends_on_the_model(string body, string titles) => Assert.Equal(titles.Split('|'), await TitlesInMethodAsync(body));

    [Fact]
    public async Task What_is_proposed_can_be_set() => Assert.Equal(
        ["Set MaxTokens = 700, as proposed for this request", "Set MaxTokens = 256", "Set MaxTokens = 4096"],
        await TitlesInMethodAsync(
            "await together.Chat.CreateAsync(new ChatRequest { Model = model, Messages = messages });",
            new Dictionary<string, string> { ["dotnet_code_quality.TAI1001.suggested_limit"] = "700", ["dotnet_code_quality.TAI1001.suggested_limit_for_reasoning"] = "no" }));

    private static string Startup(string statement) =>
        $$"""
        using System;
        using Microsoft.Extensions.Configuration;
        using Microsoft.Extensions.DependencyInjection;
        using TogetherAI;

        internal static class Startup
        {
            private const int Limit = 99;

            public static void Configure(IServiceCollection services, IConfiguration configuration)
            {
                GC.KeepAlive(Limit);
                {{statement}}
            }
        }
        """;
}
