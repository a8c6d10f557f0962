using TogetherAI.CodeFixes;

namespace TogetherAI.Analyzers.Tests;

/// <summary>How a request is followed from where it is made to where it is sent; shown by TAI1001.</summary>
public class RequestFlowTests : FixTests<MissingMaxTokensAnalyzer, MissingMaxTokensFix>
{
    [Theory]
    [InlineData("ChatRequest request = {|TAI1001:new()|} { Model = model, Messages = messages };\nawait together.Chat.CreateAsync(request);")]
    [InlineData("var request = {|TAI1001:new ChatRequest|} { Model = model, Messages = messages };\nawait together.Chat.CreateAsync((request));")]
    [InlineData("ChatRequest request;\nrequest = {|TAI1001:new()|} { Model = model, Messages = messages };\nawait together.Chat.CreateAsync(request);")]
    [InlineData("ChatRequest request = new() { Model = model, Messages = messages, MaxTokens = 5 };\nrequest = {|TAI1001:new()|} { Model = model, Messages = messages };\nawait together.Chat.CreateAsync(request);")]
    [InlineData("ChatRequest request = {|TAI1001:new()|} { Model = model, Messages = messages }, alias = request;\nawait together.Chat.CreateAsync(alias);")]
    [InlineData("ChatRequest request = {|TAI1001:new()|} { Model = model, Messages = messages };\nConfigure(request);\nawait together.Chat.CreateAsync(request);")]
    [InlineData("ChatRequest request = {|TAI1001:new()|} { Model = model, Messages = messages };\nawait together.Chat.CreateAsync(request);\nrequest = request with { MaxTokens = 5 };\nawait together.Chat.CreateAsync(request);")]
    [InlineData("ChatRequest request = {|TAI1001:new()|} { Model = model, Messages = messages };\nawait together.Chat.CreateAsync(request);\nawait together.Chat.CreateAsync(request);")]
    public Task Through_locals(string body) => InMethodAsync(body);

    [Theory]
    [InlineData("ChatRequest request = new() { Model = model, Messages = messages };\nrequest = request with { MaxTokens = 5 };\nawait together.Chat.CreateAsync(request);")]
    [InlineData("ChatRequest request = new() { Model = model, Messages = messages };\nrequest = new() { Model = model, Messages = messages, MaxTokens = 5 };\nawait together.Chat.CreateAsync(request);")]
    [InlineData("ChatRequest request = new() { Model = model, Messages = messages };\nif (condition) request = request with { MaxTokens = 5 };\nawait together.Chat.CreateAsync(request);")]
    [InlineData("ChatRequest request = new() { Model = model, Messages = messages };\nChange(ref request);\nawait together.Chat.CreateAsync(request);\n}\nprivate static void Change(ref ChatRequest request) {")]
    [InlineData("ChatRequest request = new() { Model = model, Messages = messages };\ntry { request = request with { MaxTokens = 5 }; } catch (InvalidOperationException) { }\nawait together.Chat.CreateAsync(request);")]
    [InlineData("ChatRequest request = new() { Model = model, Messages = messages };\nAction change = () => request = request with { MaxTokens = 5 };\nchange();\nawait together.Chat.CreateAsync(request);")]
    [InlineData("ChatRequest request = new() { Model = model, Messages = messages };\n(request, _) = (request with { MaxTokens = 5 }, 1);\nawait together.Chat.CreateAsync(request);")]
    [InlineData("ChatRequest? request = null;\nrequest ??= new() { Model = model, Messages = messages };\nawait together.Chat.CreateAsync(request);")]
    public Task What_sets_it_on_the_way_or_may_is_not_reported(string body) => InMethodAsync(body);

    [Theory]
    [InlineData("await together.Chat.CreateAsync(condition ? {|TAI1001:new ChatRequest|} { Model = model, Messages = messages } : new ChatRequest { Model = model, Messages = messages, MaxTokens = 5 });")]
    [InlineData("ChatRequest? given = null;\nawait together.Chat.CreateAsync(given ?? {|TAI1001:new ChatRequest|} { Model = model, Messages = messages });")]
    [InlineData("await together.Chat.CreateAsync(limit switch { 0 => new() { Model = model, Messages = messages, MaxTokens = 1 }, _ => {|TAI1001:new ChatRequest|} { Model = model, Messages = messages } });")]
    [InlineData("ChatRequest request;\nif (condition) request = {|TAI1001:new()|} { Model = model, Messages = messages }; else request = new() { Model = model, Messages = messages, MaxTokens = 5 };\nawait together.Chat.CreateAsync(request);")]
    [InlineData("ChatRequest request = new() { Model = model, Messages = messages, MaxTokens = 5 };\nif (condition) { request = {|TAI1001:new()|} { Model = model, Messages = messages }; await together.Chat.CreateAsync(request); }")]
    [InlineData("ChatRequest request = {|TAI1001:new()|} { Model = model, Messages = messages };\nif (condition) request = request with { Temperature = 0 };\nawait together.Chat.CreateAsync(request);")]
    [InlineData("ChatRequest request = {|TAI1001:new()|} { Model = model, Messages = messages };\nif (condition) await together.Chat.CreateAsync(request); else await using (await together.Chat.StreamAsync(request)) { }")]
    public Task Through_choices(string body) => InMethodAsync(body);

    [Theory]
    [InlineData("ChatRequest bare = {|TAI1001:new()|} { Model = model, Messages = messages };\nawait together.Chat.CreateAsync(bare with { Temperature = 0 });")]
    [InlineData("ChatRequest bare = {|TAI1001:new()|} { Model = model, Messages = messages };\nbare = bare with { Temperature = 0 };\nbare = bare with { TopP = 1 };\nawait together.Chat.CreateAsync(bare);")]
    [InlineData("ChatRequest bare = new() { Model = model, Messages = messages, MaxTokens = 5 };\nawait together.Chat.CreateAsync(bare with { Temperature = 0 });")]
    [InlineData("ChatRequest bare = new() { Model = model, Messages = messages };\nawait together.Chat.CreateAsync({|TAI1001:bare with|} { Temperature = 0 });\nawait together.Chat.CreateAsync({|TAI1001:bare with|} { Temperature = 1 });")]
    [InlineData("ChatRequest bare = new() { Model = model, Messages = messages, MaxTokens = 5 };\nawait together.Chat.CreateAsync({|TAI1001:bare with|} { MaxTokens = null });")]
    [InlineData("await together.Chat.CreateAsync(Limited() with { Temperature = 0 });\n}\nprivate ChatRequest Limited() => new() { Model = model, Messages = messages, MaxTokens = 5 };\nprivate static void Last() {")]
    public Task Through_copies(string body) => InMethodAsync(body);

    [Theory]
    [InlineData("Func<Task> later = () => together.Chat.CreateAsync({|TAI1001:new ChatRequest|} { Model = model, Messages = messages });\nawait later();")]
    [InlineData("ChatRequest request = {|TAI1001:new()|} { Model = model, Messages = messages };\nawait Task.WhenAll(messages.Select(_ => together.Chat.CreateAsync(request)));")]
    [InlineData("ChatRequest request = {|TAI1001:new()|} { Model = model, Messages = messages };\nTask One() => together.Chat.CreateAsync(request);\nTask Two() => together.Chat.CreateAsync(request);\nawait Task.WhenAll(One(), Two());")]
    [InlineData("ChatRequest request = new() { Model = model, Messages = messages };\nTask One() => together.Chat.CreateAsync(request);\nrequest = request with { MaxTokens = 5 };\nawait One();")]
    [InlineData("await Task.WhenAll(messages.Select(one => new ChatRequest { Model = model, Messages = [one] }).Select(one => together.Chat.CreateAsync(one)));")]
    public Task Through_functions(string body) => InMethodAsync(body);

    [Theory]
    [InlineData("foreach (ChatRequest request in (ChatRequest[])[{|TAI1001:new()|} { Model = model, Messages = messages }, new() { Model = model, Messages = messages, MaxTokens = 5 }])\n    await together.Chat.CreateAsync(request);")]
    [InlineData("foreach (ChatRequest request in new[] { {|TAI1001:new ChatRequest|} { Model = model, Messages = messages } })\n    await together.Chat.CreateAsync(request);")]
    [InlineData("List<ChatRequest> requests = [new() { Model = model, Messages = messages }];\nrequests = requests.ConvertAll(one => one with { MaxTokens = 5 });\nforeach (ChatRequest request in requests)\n    await together.Chat.CreateAsync(request);")]
    [InlineData("Queue<ChatRequest> requests = new([new() { Model = model, Messages = messages }]);\nawait together.Chat.CreateAsync(requests.Dequeue());")]
    public Task Through_collections(string body) => InMethodAsync(body);

    [Theory]
    [InlineData("private static readonly ChatRequest s_template = new() { Model = \"m\", Messages = [] };", "{|TAI1001:s_template|}")]
    [InlineData("private static readonly ChatRequest s_template = new() { Model = \"m\", Messages = [] };", "{|TAI1001:s_template with|} { Messages = [] }")]
    [InlineData("private static readonly ChatRequest s_template = new() { Model = \"m\", Messages = [], MaxTokens = 5 };", "s_template with { Messages = [] }")]
    [InlineData("private static readonly ChatRequest s_template = new() { Model = \"m\", Messages = [] };", "s_template with { MaxTokens = 5 }")]
    [InlineData("private static ChatRequest s_template = new() { Model = \"m\", Messages = [] };", "s_template")]
    [InlineData("private static ChatRequest Template { get; } = new() { Model = \"m\", Messages = [] };", "{|TAI1001:Template|}")]
    [InlineData("private static ChatRequest Template => new() { Model = \"m\", Messages = [] };", "{|TAI1001:Template with|} { Seed = 1 }")]
    [InlineData("private static ChatRequest Template { get; set; } = new() { Model = \"m\", Messages = [] };", "Template")]
    [InlineData("private readonly ChatRequest _template = new() { Model = \"m\", Messages = [] };\n    public Bot() => _template = _template with { MaxTokens = 5 };", "_template")]
    [InlineData("private static ChatRequest Endless => Environment.TickCount > 0 ? Endless : Endless with { Seed = 1 };", "Endless")]
    public Task Through_members(string member, string argument) => InProgramAsync(
        $$"""
        using System;
        using System.Threading.Tasks;
        using TogetherAI;

        public class Bot
        {
            {{member}}

            public Task AskAsync(TogetherClient together) => together.Chat.CreateAsync({{argument}});
        }
        """);

    [Theory]
    [InlineData("public Task AskAsync(TogetherClient together, ChatRequest request) => together.Chat.CreateAsync(request);")]
    [InlineData("public Task AskAsync(TogetherClient together, ChatRequest request) => together.Chat.CreateAsync(request with { MaxTokens = null });")]
    [InlineData("public Task AskAsync(TogetherClient together) => together.Chat.CreateAsync(Make());\n    private static ChatRequest Make() => new() { Model = \"m\", Messages = [] };")]
    [InlineData("public ChatRequest Make() => new() { Model = \"m\", Messages = [] };")]
    [InlineData("public Task AskAsync(TogetherClient together) => together.Chat.CreateAsync(new ChatRequest { Model = \"m\", Messages = [] }.Limited(5));\n}\ninternal static class More { public static ChatRequest Limited(this ChatRequest request, int limit) => request with { MaxTokens = limit };")]
    public Task What_comes_from_elsewhere_is_not_judged(string members) => InProgramAsync(
        $$"""
        using System.Threading.Tasks;
        using TogetherAI;

        public class Bot
        {
            {{members}}
        }
        """);

    [Fact]
    public Task In_statements_at_the_top() => InProgramAsync(
        """
        using TogetherAI;

        using TogetherClient together = new();
        var request = {|TAI1001:new ChatRequest|} { Model = "m", Messages = [ChatMessage.User("Why?")] };
        System.Console.WriteLine((await together.Chat.CreateAsync(request)).Text);
        await together.Chat.CreateAsync(request with { MaxTokens = 5 });
        """);

    [Fact]
    public Task In_the_initializer_of_a_field() => InProgramAsync(
        """
        using System.Threading.Tasks;
        using TogetherAI;

        public class Bot
        {
            private static readonly TogetherClient s_together = new();
            private static readonly Task<ChatResponse> s_warm = s_together.Chat.CreateAsync({|TAI1001:new|} () { Model = "m", Messages = [] });

            public static Task<ChatResponse> Warm => s_warm;
        }
        """.Replace("new|} ()", "new()|}", StringComparison.Ordinal));
}
