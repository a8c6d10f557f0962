using TogetherAI.CodeFixes;

namespace TogetherAI.Analyzers.Tests;

public class BlockingCallTests : FixTests<BlockingCallAnalyzer, BlockingCallFix>
{
    private const string Request = "new ChatRequest { Model = model, Messages = messages, MaxTokens = 5 }";

    [Theory]
    [InlineData($"string text = together.Chat.CreateAsync({Request}).{{|TAI2001:Result|}}.Text;")]
    [InlineData($"ChatResponse answer = together.Chat.CreateAsync({Request}).GetAwaiter().{{|TAI2001:GetResult|}}();")]
    [InlineData($"ChatResponse answer = together.Chat.CreateAsync({Request}).ConfigureAwait(false).GetAwaiter().{{|TAI2001:GetResult|}}();")]
    [InlineData("together.Models.ListAsync().{|TAI2001:Wait|}();")]
    [InlineData("bool inTime = together.Models.ListAsync().{|TAI2001:Wait|}(1000);")]
    [InlineData("together.Models.ListAsync().{|TAI2001:Wait|}(cancellationToken);")]
    [InlineData("var list = (together.Models.ListAsync()).{|TAI2001:Result|};")]
    [InlineData("var list = together.Models.ListAsync().WaitAsync(cancellationToken).{|TAI2001:Result|};")]
    [InlineData("Func<ModelList> later = () => together.Models.ListAsync().{|TAI2001:Result|};")]
    [InlineData("using var writer = (IDisposable)null!; BatchFileWriter.Create(\"x\").WriteAsync(\"1\", new JsonObject(), cancellationToken).AsTask().{|TAI2001:Wait|}();")]
    public Task A_call_that_blocks_is_found(string body) => InMethodAsync(body);

    [Theory]
    [InlineData($"ChatResponse answer = await together.Chat.CreateAsync({Request});")]
    [InlineData("var list = await together.Models.ListAsync().ConfigureAwait(false);")]
    [InlineData("Task<ModelList> task = together.Models.ListAsync(); await Task.WhenAll(task); var list = task.Result;")]
    [InlineData("_ = together.Models.ListAsync().ContinueWith(static task => task.Result.Count);")]
    [InlineData("var number = Task.FromResult(5).Result;")]
    [InlineData("Task.Delay(5, cancellationToken).Wait(cancellationToken);")]
    [InlineData("var delayed = Task.Run(() => 5).GetAwaiter().GetResult();")]
    [InlineData("var done = together.Models.ListAsync().IsCompleted;")]
    public Task What_does_not_block_or_is_not_the_clients_is_not(string body) => InMethodAsync(body);

    [Theory]
    [InlineData("public static void Main() { var list = new TogetherAI.TogetherClient().Models.ListAsync().Result; }")]
    [InlineData("public static int Main(string[] args) => new TogetherAI.TogetherClient().Models.ListAsync().Result.Count;")]
    [InlineData("public void Dispose() => together.Models.ListAsync().Wait();")]
    [InlineData("protected virtual void Dispose(bool disposing) { together.Models.ListAsync().Wait(); }")]
    [InlineData("~Judged() => together.Models.ListAsync().Wait();")]
    public Task Where_nothing_can_be_awaited_it_is_not(string member) =>
        InProgramAsync($"public class Judged {{ private readonly TogetherAI.TogetherClient together = new(); {member} }}");

    [Theory]
    [InlineData("public static async System.Threading.Tasks.Task Main() { await System.Threading.Tasks.Task.Yield(); new TogetherAI.TogetherClient().Models.ListAsync().{|TAI2001:Wait|}(); }")]
    [InlineData("public int Count => together.Models.ListAsync().{|TAI2001:Result|}.Count;")]
    [InlineData("public Judged() => together.Models.ListAsync().{|TAI2001:Wait|}();")]
    public Task Where_something_could_be_it_is(string member) =>
        InProgramAsync($"public class Judged {{ private readonly TogetherAI.TogetherClient together = new(); {member} }}");

    [Fact]
    public Task At_the_top_of_a_program_one_can_await() => InProgramAsync("using TogetherAI; new TogetherClient().Models.ListAsync().{|TAI2001:Wait|}();");

    [Fact]
    public Task Tests_may_block_where_the_project_says_so() => InMethodAsync(
        "together.Models.ListAsync().Wait();",
        new Dictionary<string, string> { ["build_property.IsTestProject"] = "true", ["dotnet_code_quality.TAI2001.ignore_in_tests"] = "true" });

    [Fact]
    public Task Unfinished_code_does_no_harm() => InUnfinishedAsync("class C { int N => new TogetherAI.TogetherClient().Chat.CreateAsync(.Result; void Dispose( { x.Wait(); }");

    [Theory]
    [InlineData("string text = together.Chat.CreateAsync(null!).Result.Text;", "string text = (await together.Chat.CreateAsync(null!)).Text;")]
    [InlineData("var list = together.Models.ListAsync().Result; // all", "var list = await together.Models.ListAsync(); // all")]
    [InlineData("// once\ntogether.Models.ListAsync().Wait();", "// once\nawait together.Models.ListAsync();")]
    [InlineData("var list = together.Models.ListAsync().ConfigureAwait(false).GetAwaiter().GetResult();", "var list = await together.Models.ListAsync().ConfigureAwait(false);")]
    [InlineData("var first = together.Models.ListAsync(/* any */).Result[0];", "var first = (await together.Models.ListAsync(/* any */))[0];")]
    [InlineData("Func<Task<int>> later = async () => together.Models.ListAsync().Result.Count;", "Func<Task<int>> later = async () => (await together.Models.ListAsync()).Count;")]
    public Task The_fix_awaits(string before, string after) => FixInMethodAsync(before, after);

    [Theory]
    [InlineData("Func<ModelList> later = () => together.Models.ListAsync().{|TAI2001:Result|};")]
    [InlineData("lock (messages) { together.Models.ListAsync().Wait(); }")]
    [InlineData("bool inTime = together.Models.ListAsync().Wait(1000);")]
    [InlineData("var list = together.Models.ListAsync() /* the answer */ .Result;")]
    public Task Where_await_is_not_allowed_or_a_comment_would_go_nothing_is_offered(string body) => NoFixInMethodAsync(body);

    [Fact]
    public Task All_are_fixed_as_one_is() => FixAllInMethodAsync(
        "var one = together.Models.ListAsync().Result;\nint two = together.Models.ListAsync().GetAwaiter().GetResult().Count;\ntogether.Files.ListAsync().Wait();",
        "var one = await together.Models.ListAsync();\nint two = (await together.Models.ListAsync()).Count;\nawait together.Files.ListAsync();");
}
