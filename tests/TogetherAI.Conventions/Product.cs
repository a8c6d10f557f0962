using System.Reflection;

namespace TogetherAI.Conventions;

/// <summary>What is published, as these tests look at it.</summary>
internal static class Product
{
    public static Assembly Client => typeof(TogetherClient).Assembly;

    /// <summary>The libraries a user references. The tool is none: nobody links against it.</summary>
    public static IReadOnlyList<Assembly> Libraries { get; } = [Client, Load("TogetherAI.Engine"), Load("TogetherAI.Local")];

    /// <summary>Everything under src.</summary>
    public static IReadOnlyList<Assembly> All { get; } = [.. Libraries, Load("TogetherAI.Cli")];

    /// <summary>The types that a user can name.</summary>
    public static IEnumerable<Type> PublicTypes => Libraries.SelectMany(static library => library.GetExportedTypes());

    /// <summary>The source files under src, generated ones excepted, with their paths from the repository's root.</summary>
    public static IEnumerable<string> Sources =>
        Directory.EnumerateFiles(Testing.RepositoryFiles.Path("src"), "*.cs", SearchOption.AllDirectories)
            .Select(static file => Path.GetRelativePath(Testing.RepositoryFiles.Root, file).Replace('\\', '/'))
            .Where(static file => !file.Contains("/obj/", StringComparison.Ordinal) && !file.Contains("/bin/", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal);

    /// <summary>What a user can see of a type and what an heir of it can, without what it inherits.</summary>
    public static IEnumerable<T> Visible<T>(Type type, Func<Type, BindingFlags, T[]> members)
        where T : MemberInfo =>
        members(type, BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly);

    public static bool IsVisible(MethodBase? method) => method is { IsPublic: true } or { IsFamily: true } or { IsFamilyOrAssembly: true };

    /// <summary>Fails with all findings at once: who has to fix twenty wants to see twenty.</summary>
    public static void NoFindings(IEnumerable<string> findings)
    {
        string[] all = [.. findings];
        Assert.True(all.Length == 0, $"{all.Length} found:\n" + string.Join('\n', all));
    }

    private static Assembly Load(string name) => Assembly.Load(new AssemblyName(name));
}
