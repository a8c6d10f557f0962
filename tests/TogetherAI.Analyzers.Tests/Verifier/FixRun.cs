using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace TogetherAI.Analyzers.Tests;

/// <summary>A file in a workspace, as an IDE has it: judged, fixed, judged again.</summary>
internal sealed class FixRun : IDisposable
{
    private readonly AdhocWorkspace _workspace = new();
    private readonly ImmutableArray<DiagnosticAnalyzer> _rules;
    private readonly CodeFixProvider _fix;
    private readonly IReadOnlyDictionary<string, string>? _config;
    private readonly DocumentId _document;
    private Solution _solution;

    public FixRun(string source, ImmutableArray<DiagnosticAnalyzer> rules, CodeFixProvider fix, IReadOnlyDictionary<string, string>? config)
    {
        _rules = rules;
        _fix = fix;
        _config = config;
        ProjectId project = ProjectId.CreateNewId();
        _document = DocumentId.CreateNewId(project);
        SyntaxTree tree = Microsoft.CodeAnalysis.CSharp.CSharpSyntaxTree.ParseText(source, RuleRun.ParseOptions);
        _solution = _workspace.CurrentSolution
            .AddProject(ProjectInfo.Create(project, VersionStamp.Default, "Judged", "Judged", LanguageNames.CSharp,
                compilationOptions: RuleRun.Options(tree), parseOptions: RuleRun.ParseOptions, metadataReferences: RuleRun.References))
            .AddDocument(_document, "Program.cs", SourceText.From(source));
    }

    private Document Document => _solution.GetDocument(_document)!;

    public async Task<string> TextAsync() => (await Document.GetTextAsync()).ToString();

    public async Task AssertCompilesAsync()
    {
        Compilation compilation = (await Document.Project.GetCompilationAsync())!;
        Assert.True(!RuleRun.Faults(compilation).Any(), string.Join("\n", RuleRun.Faults(compilation)) + "\n" + await TextAsync());
    }

    public async Task<ImmutableArray<Diagnostic>> FindAsync() =>
        await RuleRun.FindAsync((await Document.Project.GetCompilationAsync())!, _rules, _config);

    /// <summary>What is offered for a finding. An offer that would change nothing is a mistake.</summary>
    public async Task<ImmutableArray<CodeAction>> OfferedAsync(Diagnostic finding)
    {
        List<CodeAction> offered = [];
        if (_fix.FixableDiagnosticIds.Contains(finding.Id))
            await _fix.RegisterCodeFixesAsync(new CodeFixContext(Document, finding, (action, _) => offered.Add(action), CancellationToken.None));
        foreach (CodeAction action in offered)
            Assert.NotEqual(await TextAsync(), (await (await ChangedAsync(action)).GetDocument(_document)!.GetTextAsync()).ToString());
        return [.. offered];
    }

    public async Task ApplyAsync(CodeAction action) => _solution = await ChangedAsync(action);

    /// <summary>Applies a fix to everything in the file that it is offered for.</summary>
    public async Task ApplyAllAsync(string key)
    {
        FixAllContext context = new(Document, _fix, FixAllScope.Document, key, _fix.FixableDiagnosticIds, new Findings(this), CancellationToken.None);
        CodeAction action = (await _fix.GetFixAllProvider()!.GetFixAsync(context))!;
        await ApplyAsync(action);
    }

    public void Dispose() => _workspace.Dispose();

    private static async Task<Solution> ChangedAsync(CodeAction action) =>
        (await action.GetOperationsAsync(CancellationToken.None)).OfType<ApplyChangesOperation>().Single().ChangedSolution;

    private sealed class Findings(FixRun run) : FixAllContext.DiagnosticProvider
    {
        public override async Task<IEnumerable<Diagnostic>> GetDocumentDiagnosticsAsync(Document document, CancellationToken cancellationToken) => await run.FindAsync();

        public override async Task<IEnumerable<Diagnostic>> GetAllDiagnosticsAsync(Project project, CancellationToken cancellationToken) => await run.FindAsync();

        public override Task<IEnumerable<Diagnostic>> GetProjectDiagnosticsAsync(Project project, CancellationToken cancellationToken) =>
            Task.FromResult<IEnumerable<Diagnostic>>([]);
    }
}
