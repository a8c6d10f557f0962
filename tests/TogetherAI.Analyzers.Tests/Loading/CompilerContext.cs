using System.Reflection;
using System.Runtime.Loader;

namespace TogetherAI.Analyzers.Tests;

/// <summary>A compiler of another version, with the rules, their fixes and these tests loaded anew beside it.</summary>
internal sealed class CompilerContext(IReadOnlyList<string> folders) : AssemblyLoadContext("compiler in " + folders[0], isCollectible: false)
{
    /// <summary>These tests, as that compiler sees them.</summary>
    public Assembly Tests => LoadFromAssemblyPath(typeof(CompilerContext).Assembly.Location);

    public Assembly Fixes => LoadFromAssemblyPath(Path.Combine(AppContext.BaseDirectory, "TogetherAI.CodeFixes.dll"));

    protected override Assembly? Load(AssemblyName assemblyName)
    {
        string name = assemblyName.Name!;
        if (name is "TogetherAI.Analyzers" or "TogetherAI.CodeFixes" or "TogetherAI.Analyzers.Tests")
            return LoadFromAssemblyPath(Path.Combine(AppContext.BaseDirectory, name + ".dll"));
        if (!name.StartsWith("Microsoft.CodeAnalysis", StringComparison.Ordinal))
            return null;
        string? file = folders.Select(folder => Path.Combine(folder, name + ".dll")).FirstOrDefault(File.Exists);
        return file is null ? throw new FileNotFoundException($"{name} is in none of {string.Join(", ", folders)}.") : LoadFromAssemblyPath(file);
    }
}
