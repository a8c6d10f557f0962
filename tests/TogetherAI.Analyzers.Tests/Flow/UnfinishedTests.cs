using Microsoft.CodeAnalysis;

namespace TogetherAI.Analyzers.Tests;

/// <summary>What somebody has half written makes no rule throw. The source is cut off at each of its lines, and after each opening bracket.</summary>
public class UnfinishedTests
{
    private const string Program =
        """
        using System;
        using System.Collections.Generic;
        using System.IO;
        using System.Linq;
        using System.Threading;
        using System.Threading.Tasks;
        using Microsoft.Extensions.AI;
        using Microsoft.Extensions.DependencyInjection;
        using TogetherAI;

        public class Unfinished(TogetherClient together, IChatClient chat)
        {
            private readonly ChatRequest _template = new() { Model = "m", Messages = [] };

            public async Task RunAsync(IServiceCollection services, bool condition, CancellationToken cancellationToken)
            {
                services.AddTogetherClient(o => o.DefaultMaxTokens = null).AddChatClient("m");
                ChatRequest request = condition ? _template with { Temperature = 3 } : new ChatRequest { Model = "m", Messages = [] };
                foreach (ChatRequest one in (ChatRequest[])[request, new() { Model = "m", Messages = [] }])
                    await together.Chat.CreateAsync(one, cancellationToken);
                var (first, second) = (request with { N = 200 }, request);
                await Task.WhenAll(new[] { first, second }.Select(async one => (await together.Chat.CreateAsync(one)).Text));
                string text = chat.GetResponseAsync("Why?", new() { Temperature = 1 }).Result.Text;
                await together.Dedicated.Deployments.CreateAsync("e", new() { Name = "d", Autoscaling = new() { MinReplicas = 2, MaxReplicas = 1 } });
                while ((await together.Dedicated.Deployments.GetAsync("e", "d")).Status.State != DeploymentState.Ready) { }
                EndpointLease lease = await together.Dedicated.RentAsync(new() { Model = "m", IdleStop = IdleStop.Never });
                Console.WriteLine($"{lease.ModelName} {text} {new TogetherClient("tgp_v1_0123456789abcdef0123456789abcdef").Chat}");
                await foreach (string piece in together.Chat.StreamTextAsync("m", File.ReadAllText("prompt.txt")))
                    Console.Write(System.Text.Json.JsonDocument.Parse(piece).RootElement);
            }
        }
        """;

    [Fact]
    public async Task Cut_off_at_each_line_and_bracket_nothing_throws()
    {
        string source = Program.ReplaceLineEndings("\n");
        int[] cuts = [.. Enumerable.Range(0, source.Length).Where(index => source[index] is '\n' or '(' or '{' or '[' or '.')];
        Assert.True(cuts.Length > 100);
        foreach (int cut in cuts)
            await RuleRun.FindAsync(RuleRun.Compile(source[..cut]), RuleRun.AllRules);
    }

    [Fact]
    public async Task Finished_it_compiles_and_much_is_found()
    {
        Compilation compilation = RuleRun.Compile(Program);
        Assert.Empty(RuleRun.Faults(compilation));
        Assert.True((await RuleRun.FindAsync(compilation, RuleRun.AllRules)).Select(static one => one.Id).Distinct().Count() >= 6);
    }

    [Theory]
    [InlineData("await Task.WhenAll(new[] { \"a.txt\" }.Select(File.Exists).Select(Ask));\nTask Ask(bool one) => together.Chat.CreateAsync(new() { Model = \"m\", Messages = [], MaxTokens = 5 });")]
    [InlineData("Func<ChatRequest, CancellationToken, Task> send = together.Chat.CreateAsync;\nawait send(new() { Model = \"m\", Messages = [] }, default);")]
    [InlineData("ThreadPool.QueueUserWorkItem(together.Dispose);", true)]
    [InlineData("using TogetherClient other = together.WithOptions(GC.KeepAlive);")]
    [InlineData("await Parallel.ForEachAsync([1, 2], together.Chat);", true)]
    [InlineData("await together.Chat.CreateAsync();", true)]
    [InlineData("await together.Chat.CreateAsync(new() { Model = , MaxTokens });", true)]
    [InlineData("await together.Chat.CreateAsync(nothing with { MaxTokens = 5 });", true)]
    [InlineData("await together.Dedicated.Deployments.CreateAsync(\"e\", new() { Autoscaling = { MinReplicas = 1 } });", true)]
    [InlineData("new ChatRequest { Model = \"m\"", true)]
    [InlineData("var x = together.Chat.StreamAsync(x);", true)]
    public async Task Method_groups_from_elsewhere_and_faults_are_survived(string body, bool isFaulty = false)
    {
        string source = Setting.Around("#pragma warning disable\n" + body).Replace("using System.Linq;", "using System.IO;\nusing System.Linq;", StringComparison.Ordinal);
        Compilation compilation = RuleRun.Compile(source);
        Assert.Equal(isFaulty, RuleRun.Faults(compilation).Any());
        await RuleRun.FindAsync(compilation, RuleRun.AllRules);
    }
}
