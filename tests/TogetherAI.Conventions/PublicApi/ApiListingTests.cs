using System.Reflection;
using TogetherAI.Testing;

namespace TogetherAI.Conventions.PublicApi;

/// <summary>The public API changes only where somebody says so: see "Approve an API change" in CONTRIBUTING.md.</summary>
public class ApiListingTests
{
    [Theory]
    [InlineData("TogetherAI")]
    [InlineData("TogetherAI.Engine")]
    [InlineData("TogetherAI.Local")]
    public void The_public_api_is_what_was_approved(string package)
    {
        Assembly assembly = Product.Libraries.Single(candidate => candidate.GetName().Name == package);
        string[] now = [.. ApiListing.Of(assembly)];
        Assert.NotEmpty(now);
        string approved = RepositoryFiles.Path("eng", "api", package + ".txt");
        string received = RepositoryFiles.Path("eng", "api", package + ".received.txt");
        string[] before = File.Exists(approved) ? File.ReadAllLines(approved) : [];
        if (before.SequenceEqual(now))
        {
            File.Delete(received);
            return;
        }

        File.WriteAllText(received, string.Join('\n', now) + "\n");
        Assert.Fail(string.Join('\n', [
            $"The public API of {package} is not what eng/api/{package}.txt says. If that is meant:",
            $"  mv eng/api/{package}.received.txt eng/api/{package}.txt",
            .. before.Except(now).Select(static line => "- " + line),
            .. now.Except(before).Select(static line => "+ " + line),
        ]));
    }

    [Fact]
    public void A_listing_tells_what_a_compiler_would_mind() => Assert.Equal(
        [
            "TogetherAI.Conventions.PublicApi.Example : sealed record of IAsyncDisposable",
            "TogetherAI.Conventions.PublicApi.Example.DisposeAsync() -> ValueTask",
            "TogetherAI.Conventions.PublicApi.Example.Example()",
            "TogetherAI.Conventions.PublicApi.Example.Items { get; init; } -> IReadOnlyList<string?>?",
            "TogetherAI.Conventions.PublicApi.Example.Old(params int[] numbers) -> void [obsolete TAI0000]",
            "TogetherAI.Conventions.PublicApi.Example.required Name { get; init; } -> string",
            "TogetherAI.Conventions.PublicApi.Example.static Of<T>(T? value, out int? count, string text = \"a\", CancellationToken token = default) -> Task<T?>",
        ],
        ApiListing.Of(typeof(Example).Assembly).Where(static line => line.StartsWith(typeof(Example).FullName!, StringComparison.Ordinal)));
}
