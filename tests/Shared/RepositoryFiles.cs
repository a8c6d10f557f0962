namespace TogetherAI.Testing;

/// <summary>Finds the repository's own files, and the test data that lies beside it, from wherever the tests run.</summary>
internal static class RepositoryFiles
{
    /// <summary>The folder that holds Sdk.sln.</summary>
    public static string Root { get; } =
        Ancestors().FirstOrDefault(static folder => File.Exists(System.IO.Path.Combine(folder, "Sdk.sln")))
        ?? throw new InvalidOperationException("The tests run outside the repository: no Sdk.sln above " + AppContext.BaseDirectory);

    /// <summary>A path below the repository's root.</summary>
    public static string Path(params string[] parts) => System.IO.Path.Combine([Root, .. parts]);

    /// <summary>
    /// A path below the folder of shared test data, which lies beside the repository and is no part of it.
    /// Skips the running test, saying so, where that folder is absent.
    /// </summary>
    public static string Shared(params string[] parts)
    {
        string? shared = Ancestors()
            .Select(static folder => System.IO.Path.Combine(folder, "shared"))
            .FirstOrDefault(static folder => Directory.Exists(System.IO.Path.Combine(folder, "data")));
        Assert.SkipWhen(shared is null, "The shared test data (a folder 'shared' beside the repository) is not on this machine.");
        return System.IO.Path.Combine([shared!, .. parts]);
    }

    private static IEnumerable<string> Ancestors()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            yield return folder.FullName;
    }
}
