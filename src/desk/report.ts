import { relative, resolve, sep } from 'node:path';
import { styleText } from 'node:util';
import { remembered } from '../lib/remembered.ts';
import { formatProblem } from '../model/problem.ts';
import { keepsFromBuilding, type Finding } from './check-paper.ts';
import { count } from './command.ts';
import { isCopyCode } from './copy-desk/rules.ts';

/** What a check of the paper is to tell. */
export interface Report {
  /** Those of the files that were asked for, in order. */
  findings: Finding[];
  /** Errors in other files, which keep the paper from being built as well. */
  errorsElsewhere: number;
  /** Stories and pages that were looked at. */
  count: number;
  /** Files that were mended, relative to the project's folder. */
  fixed: string[];
}

/** How a report is written. */
export type ReportFormat = (report: Report, output: NodeJS.WriteStream) => string;

/** The forms a report can have. */
export const formats: Record<'text' | 'json' | 'github', ReportFormat> = {
  text: textReport,
  json: jsonReport,
  github: githubReport,
};

function textReport(report: Report, output: NodeJS.WriteStream): string {
  const paint = (format: Parameters<typeof styleText>[0], text: string) =>
    styleText(format, text, { stream: output });
  const warning = `${paint('yellow', 'warning')}: `;
  const nameOf = remembered((code) => ` ${paint('dim', `[${code}]`)}`);
  const lines = report.findings.map(({ severity, code, file, line, column, message }) => {
    const mark = severity === 'warning' ? warning : '';
    const name = code === undefined ? '' : nameOf(code);
    return formatProblem({ file, line, column, message: `${mark}${message}${name}` });
  });
  if (lines.length > 0) lines.push('');
  return `${[...lines, ...summary(report)].join('\n')}\n`;
}

function summary({ findings, errorsElsewhere, count: read, fixed }: Report): string[] {
  const { errors, warnings } = tally(findings);
  const found = [
    ...(errors > 0 ? [count(errors, 'error')] : []),
    ...(warnings > 0 ? [count(warnings, 'warning')] : []),
  ].join(' and ');
  const files = new Set(findings.map(({ file }) => file)).size;
  const verdict = found === '' ? 'Nothing found' : `${found} in ${count(files, 'file')}`;
  const lines = [`${verdict}; ${count(read, 'story or page', 'stories and pages')} read.`];
  if (fixed.length > 0) lines.push(`${count(fixed.length, 'file was', 'files were')} mended.`);
  if (errorsElsewhere > 0)
    lines.push(
      `There ${errorsElsewhere === 1 ? 'is 1 error' : `are ${errorsElsewhere} errors`} in other files.`,
    );
  if (findings.some(keepsFromBuilding) || errorsElsewhere > 0) {
    lines.push('The paper cannot be built until the errors are mended.');
  }
  const code = findings.map(({ code }) => code).find((code) => code !== undefined && isCopyCode(code));
  if (code !== undefined) {
    lines.push(`For the reason of a warning, and how to silence it: npm run check -- --explain ${code}`);
  }
  return lines;
}

function tally(findings: Finding[]): { errors: number; warnings: number } {
  const errors = findings.filter(({ severity }) => severity === 'error').length;
  return { errors, warnings: findings.length - errors };
}

/** The handbook documents this form; it only ever grows. */
function jsonReport({ findings, errorsElsewhere, count: read, fixed }: Report): string {
  const report = {
    version: 1,
    summary: { read, ...tally(findings), errorsElsewhere },
    fixed,
    findings: findings.map(({ file, line, column, severity, code, message }) => ({
      ...{ file, line, column, severity },
      code: code ?? null,
      message,
    })),
  };
  return `${JSON.stringify(report, null, 2)}\n`;
}

/** Commands of GitHub Actions, which shows each finding beside its line in a pull request. */
function githubReport(report: Report): string {
  // Names of files count from the repository, of which the project may be a part.
  const repository = process.env.GITHUB_WORKSPACE ?? process.cwd();
  const lines = report.findings.map(({ file, line, column, severity, code, message }) => {
    const path = relative(repository, resolve(file)).replaceAll(sep, '/');
    const properties = { file: path, line, col: column, ...(code !== undefined && { title: code }) };
    const written = Object.entries(properties).map(
      ([key, value]) => `${key}=${escapeProperty(String(value))}`,
    );
    return `::${severity} ${written.join(',')}::${escapeMessage(message)}`;
  });
  return [...lines, ...summary(report), ''].join('\n');
}

const escapeMessage = (text: string) =>
  text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');

const escapeProperty = (text: string) => escapeMessage(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
