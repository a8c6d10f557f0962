using System.Reflection;

namespace TogetherAI.Analyzers.Tests;

/// <summary>
/// The rules and their fixes load, and find the same, in the oldest compiler that they are for, in the newest one that is here (the SDK's own),
/// and in the one that the other tests run in.
/// </summary>
public class LoadingTests
{
    private const string Program =
        """
        using System.Threading.Tasks;
        using TogetherAI;

        public static class Judged
        {
            public static async Task RunAsync(TogetherClient together, bool condition)
            {
                ChatRequest request = new() { Model = "m", Messages = [ChatMessage.User("Why?")] };
                if (condition)
                    request = request with { Temperature = 0.5 };
                await together.Chat.CreateAsync(request);
                foreach (ChatRequest one in (ChatRequest[])[new() { Model = "m", Messages = [] }, request with { MaxTokens = 5 }])
                    await together.Chat.CreateAsync(one);
                await together.Dedicated.Deployments.CreateAsync("e", new() { Name = "d", Autoscaling = new() { MinReplicas = 2, MaxReplicas = 1 } });
            }
        }
        """;

    private static readonly string[] s_expected = [" 8 TAI1001", "12 TAI1001", "14 TAI1002", "14 TAI1005", "14 TAI1007"];

    [Fact]
    public async Task In_the_compiler_of_these_tests()
    {
        string[] found = await Probe.FindAsync(Program);
        Assert.Equal(["4.14.0.0", .. s_expected], found);
    }

    [Fact]
    public async Task In_the_oldest_compiler()
    {
        string root = typeof(LoadingTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(static data => data.Key == "PackageRoot").Value!;
        string[] folders =
        [
            .. ((string[])["common", "csharp", "workspaces.common", "csharp.workspaces"])
                .Select(name => Path.Combine(root, "microsoft.codeanalysis." + name, "4.8.0", "lib", "net7.0")),
        ];
        string[] found = await FindAsync(folders);
        Assert.Equal(["4.8.0.0", .. s_expected], found);
    }

    [Fact]
    public async Task In_the_SDKs_own_compiler()
    {
        string sdk = Sdk();
        string[] found = await FindAsync([Path.Combine(sdk, "Roslyn", "bincore"), Path.Combine(sdk, "DotnetTools", "dotnet-format")]);
        Assert.True(Version.Parse(found[0]) >= new Version(5, 0), found[0]);
        Assert.Equal(s_expected, found[1..]);
    }

    private static async Task<string[]> FindAsync(string[] folders)
    {
        Assert.All(folders, static folder => Assert.True(Directory.Exists(folder), folder));
        CompilerContext context = new(folders);
        Type[] fixes = [.. context.Fixes.GetTypes().Where(static type => type.Name.EndsWith("Fix", StringComparison.Ordinal) && type is { IsAbstract: false, IsPublic: true })];
        Assert.NotEmpty(fixes);
        Assert.All(fixes, static type => Assert.NotNull(Activator.CreateInstance(type)));
        MethodInfo find = context.Tests.GetType(typeof(Probe).FullName!)!.GetMethod(nameof(Probe.FindAsync))!;
        return await (Task<string[]>)find.Invoke(null, [Program])!;
    }

    /// <summary>The SDK that built this, by the runtime's folder beside it.</summary>
    private static string Sdk()
    {
        string root = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(typeof(object).Assembly.Location)!, "..", "..", ".."));
        return Directory.GetDirectories(Path.Combine(root, "sdk")).Where(static folder => Directory.Exists(Path.Combine(folder, "Roslyn", "bincore")))
            .OrderBy(static folder => Version.TryParse(Path.GetFileName(folder), out Version? version) ? version : new Version(0, 0))
            .Last();
    }
}
