using TogetherAI.Engine.Constraints;

namespace TogetherAI.Engine.Tests.Constraints;

public class GrammarConstraintTests
{
    private const string Arithmetic = """
        # sums and products
        root   ::= term (("+" | "-") term)*
        term   ::= factor ("*" factor)*
        factor ::= [0-9]+ | "(" root ")"
        """;

    [Theory]
    [InlineData("1", true)]
    [InlineData("1+2*3", true)]
    [InlineData("(1+2)*(3-4)", true)]
    [InlineData("((((7))))", true)]
    [InlineData("1+", false)]
    [InlineData("(1", false)]
    [InlineData("a", false)]
    [InlineData("", false)]
    public void Takes_what_the_grammar_derives(string text, bool taken) => Assert.Equal(taken, GrammarConstraint.Parse(Arithmetic).Accepts(text));

    [Theory]
    [InlineData("root ::= \"a\" root | \"b\"", "aaab")]
    [InlineData("root ::= \"\\\"x\\n\" [^a-z\\]] [😀-😃]{2}", "\"x\nA😀😁")]
    [InlineData("root ::= (\"a\" |\n  \"b\")?\n", "")]
    [InlineData("root ::= x{2} y{1,}\nx ::= \"x\"\ny ::= .", "xxß")]
    [InlineData("root ::= list\nlist ::= item | item \",\" list\nitem ::= [a-z]", "a,b,c")]
    public void Reads_the_notation(string grammar, string text) => Assert.True(GrammarConstraint.Parse(grammar).Accepts(text));

    [Fact]
    public void A_rule_that_ends_with_itself_goes_on_for_ever() =>
        Assert.True(GrammarConstraint.Parse("root ::= \"a\" root | \"b\"").Accepts(new string('a', 5000) + "b"));

    [Theory]
    [InlineData("start ::= \"a\"", "no rule root")]
    [InlineData("root ::= other", "names the rule other")]
    [InlineData("root ::= root \"a\" | \"b\"", "begins with itself")]
    [InlineData("root ::= x root \"a\" | \"b\"\nx ::= \"\"", "begins with itself")]
    [InlineData("root ::= (\"a\"?)*", "can be empty")]
    [InlineData("root ::= \"a\" root", "no text that ends")]
    [InlineData("root ::= \"a", "line 1: a text lacks")]
    [InlineData("root ::= \"a\"\nx = 1", "line 2: the rule x lacks its ::=")]
    [InlineData("root ::= [a", "lacks its ]")]
    [InlineData("root ::= (\"a\"", "lacks its )")]
    [InlineData("root ::= \"a\"{3,2}", "wrong order")]
    [InlineData("root ::= \"a\"\nroot ::= \"b\"", "twice")]
    public void What_cannot_be_read_is_refused_with_its_place(string grammar, string reason) =>
        Assert.Contains(reason, Assert.Throws<ArgumentException>(() => GrammarConstraint.Parse(grammar)).Message, StringComparison.Ordinal);
}
